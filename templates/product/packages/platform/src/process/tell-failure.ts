import { ConfigurationError } from '../config/index.js'
import { DatabaseProblem, isServerAway } from '../database/index.js'

/** For the person who starts a process that cannot start. */
export function tellFailure(error: unknown): void {
  const isExpected = error instanceof ConfigurationError || error instanceof DatabaseProblem
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  const told =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop what listens there, or choose another one: PORT=4000 (operations take the next one).`
      : isServerAway(error)
        ? `The database does not answer (${code ?? (error as Error).message}). Start it, or put DATABASE_URL right.`
        : isExpected || code === undefined || code.startsWith('ERR_PARSE_ARGS')
          ? messageOf(error)
          : ((error as Error).stack ?? messageOf(error))
  process.stderr.write(`${told}\n`)
  process.exitCode = 2
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
