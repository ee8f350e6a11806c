import path from 'node:path'
import {
  InvalidConfig,
  type ProxyEvent,
  type RunningProxy,
  startProxy,
} from '../../templates/proxy/src/start.js'
import { withSlashes } from '../kernel/paths.js'
import { refuse, UserError } from '../kernel/problem.js'
import {
  readStranglerConfig,
  type StranglerConfigRequest,
  stranglerConfigFile,
} from './read-strangler-config.js'

export interface ProxyRun extends StranglerConfigRequest {
  /** Value of an environment variable; undefined where it is not set. */
  readonly readVariable: (name: string) => string | undefined
  /** Where the access log goes. */
  readonly output: NodeJS.WritableStream
  readonly tell: (event: ProxyEvent) => void
}

/** Starts the proxy. Throws a UserError for a config, token, port or state that it cannot start with. */
export async function runProxy(run: ProxyRun): Promise<RunningProxy> {
  const { root, file, output, tell, readVariable } = run
  const configFile = file ?? path.join(root, stranglerConfigFile)
  readStranglerConfig(run)
  try {
    return await startProxy({ configFile, readVariable, output: output as NodeJS.WriteStream, tell })
  } catch (error) {
    return refuseStart(error, withSlashes(path.relative(root, configFile)))
  }
}

function refuseStart(error: unknown, shown: string): never {
  if (error instanceof InvalidConfig) {
    throw new UserError(
      error.problems.map(({ message, hint, line, column }) => ({
        code: 'config-invalid',
        message,
        hint,
        place: { file: shown, line, column },
      })),
    )
  }
  const { code, message, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  if (code === 'EADDRINUSE') refuse('usage', `Port ${port} is taken.`, `Choose another one in ${shown}.`)
  if (code === 'EACCES')
    refuse('usage', `Port ${port} may not be opened.`, `Choose one above 1023 in ${shown}.`)
  return refuse('usage', message, `Correct ${shown} or its surroundings.`)
}
