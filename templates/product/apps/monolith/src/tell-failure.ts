import { ConfigurationError } from '@shop/platform/config'
import { DatabaseProblem } from '@shop/platform/database'

/** For the person who starts a process that cannot start. */
export function tellFailure(error: unknown): void {
  const isExpected = error instanceof ConfigurationError || error instanceof DatabaseProblem
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  const text =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop what listens there, or choose another one: PORT=4000 (operations take the next one).`
      : error instanceof Error
        ? isExpected || code === undefined
          ? error.message
          : (error.stack ?? error.message)
        : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = 2
}
