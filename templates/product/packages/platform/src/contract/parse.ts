import { type core, encode } from 'zod'
import type { OperationDefinition } from './define-contract.js'
import { platformError } from './platform-errors.js'

export interface InputIssue {
  /** Of the field: `['lines', 0, 'amount']`. */
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

/** The parsed input; else throws `invalid-input` with the issues as its fields. */
export async function parseInput(operation: OperationDefinition, input: unknown): Promise<unknown> {
  const result = await operation.input.safeParseAsync(input)
  if (result.success) return result.data
  throw platformError('invalid-input', { fields: { issues: result.error.issues.map(describeIssue) } })
}

/** The parsed output, without what the contract does not name; else throws, for that is a bug of the module. */
export async function parseOutput(operation: OperationDefinition, raw: unknown): Promise<unknown> {
  return await operation.output.parseAsync(raw)
}

/** From a parsed output to what JSON carries. */
export function encodeOutput(operation: OperationDefinition, output: unknown): unknown {
  return encode(operation.output, output as never)
}

function describeIssue({ path, code, message }: core.$ZodIssue): InputIssue {
  return {
    path: path.map(part => (typeof part === 'symbol' ? String(part) : (part as string | number))),
    code: code ?? 'custom',
    message,
  }
}
