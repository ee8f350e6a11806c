import type { ContractError } from './contract-error.js'
import type { InputIssue } from './parse.js'
import { platformError } from './platform-errors.js'

const own = new WeakSet<ContractError>()

/** Ends an operation whose input is found wrong later than by its schema; the caller gets the `invalid-input` that schemas give. */
export function invalidInput(
  issues: readonly (Omit<InputIssue, 'code'> & Partial<Pick<InputIssue, 'code'>>)[],
): never {
  const fields = { issues: issues.map(({ path, code = 'custom', message }) => ({ path, code, message })) }
  const error = platformError('invalid-input', { fields })
  own.add(error)
  throw error
}

/**
 * The same complaint for the other side of the border, where it is nobody's own any more; null for any other error, and for
 * the `invalid-input` that this module was told by another one.
 */
export function handOut(error: ContractError): ContractError | null {
  return own.has(error) ? platformError('invalid-input', { fields: error.details.fields ?? {} }) : null
}
