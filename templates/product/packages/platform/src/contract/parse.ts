import { core, encode, type ZodSafeParseResult, type ZodType } from 'zod'
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
  const result = await parseWith(operation.input, input)
  if (result.success) return result.data
  throw platformError('invalid-input', { fields: { issues: result.error.issues.map(describeIssue) } })
}

/** The parsed output, without what the contract does not name; else throws, for that is a bug of the module. */
export async function parseOutput(operation: OperationDefinition, raw: unknown): Promise<unknown> {
  const result = await parseWith(operation.output, raw)
  if (result.success) return result.data
  throw result.error
}

/** That have something to wait for. */
const waiting = new WeakSet<ZodType>()

/** Most schemas wait for nothing, and zod has a faster way for these. */
async function parseWith(schema: ZodType, value: unknown): Promise<ZodSafeParseResult<unknown>> {
  if (!waiting.has(schema)) {
    try {
      return schema.safeParse(value)
    } catch (error) {
      if (!(error instanceof core.$ZodAsyncError)) throw error
      waiting.add(schema)
    }
  }
  return await schema.safeParseAsync(value)
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
