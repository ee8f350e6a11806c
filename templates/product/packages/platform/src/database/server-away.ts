import { ContractError } from '../contract/contract-error.js'
import { sqlState } from './connect.js'

/** Of the system: nobody listens, or the way there is broken. */
const networkCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
])
/** Of PostgreSQL: connections that broke, a server that stops or starts, one that has no connection left. */
const states = /^(08...|57P0[123]|53300)$/
/** Of `pg`, which gives these no code. */
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client (has encountered a connection error|was closed))/

/** Whether an error says that the server cannot be had at the moment, rather than that it refuses something. */
export function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // What a telling pool has made of it.
  if (error instanceof ContractError) return error.code === 'unavailable' && isServerAway(error.cause)
  const code = sqlState(error)
  return code === null ? messages.test(error.message) : networkCodes.has(code) || states.test(code)
}
