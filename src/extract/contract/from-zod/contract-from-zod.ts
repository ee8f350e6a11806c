import type { Contract, ContractError, ContractEvent, ContractOperation } from '../contract.js'
import { describeLoss, type Lossy, sortLosses } from '../lossiness.js'
import { wholeContractLosses } from '../whole-contract-losses.js'
import { describeZod } from './describe-zod.js'
import { createZodReading, type ZodReading } from './zod-reading.js'

/** A contract as scaffolded products declare it; only what is looked at here. */
export interface DeclaredContract {
  readonly name: string
  readonly operations: Readonly<Record<string, DeclaredOperation>>
}

interface DeclaredOperation {
  readonly kind: 'command' | 'query'
  readonly description: string
  readonly input: unknown
  readonly output: unknown
  readonly errors: Readonly<Record<string, { readonly status: number; readonly title: string }>>
  readonly idempotent?: boolean
  readonly deadline?: number
}

interface DeclaredEvent {
  readonly type: string
  readonly version: number
  readonly description: string
  readonly payload: unknown
}

/** Fills the form from zod schemas. Whatever cannot be told is refused in its place, and listed as a loss. */
export function deriveContractFromZod(
  declared: DeclaredContract,
  events: readonly DeclaredEvent[] = [],
): Contract {
  const losses: Lossy[] = []
  const reading = createZodReading((what, at, name) => losses.push(describeLoss(what, { at, name })))
  const names = Object.keys(declared.operations).toSorted()
  const operations = names.flatMap(name => {
    const operation = declared.operations[name]
    return operation === undefined ? [] : [describeOperation(name, operation, reading)]
  })
  const errors: Record<string, ContractError> = {}
  for (const operation of Object.values(declared.operations))
    for (const [code, { status, title }] of Object.entries(operation.errors))
      errors[code] ??= describeError(code, status, title)
  const contract = {
    name: declared.name,
    version: '1.0',
    operations,
    types: reading.types(),
    errors: Object.fromEntries(Object.entries(errors).toSorted(([left], [right]) => (left < right ? -1 : 1))),
    events: events
      .map(event => describeEvent(event, reading))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1)),
  }
  return { ...contract, lossiness: sortLosses([...losses, ...wholeContractLosses(contract)]) }
}

function describeOperation(
  name: string,
  declared: DeclaredOperation,
  reading: ZodReading,
): ContractOperation {
  const input = describeZod(declared.input, { at: `${name}(input)`, side: 'input', reading })
  const output = describeZod(declared.output, { at: `${name}()`, side: 'output', reading })
  const query = declared.kind === 'query'
  const repeatable = query || declared.idempotent === true
  const parameter = {
    name: 'input',
    schema: input,
    description: null,
    optional: false,
    rest: false,
    default: null,
  }
  return {
    name,
    description: declared.description,
    style: 'whole',
    signatures: [{ parameters: [parameter], answer: 'promise', output }],
    errors: Object.keys(declared.errors).toSorted(),
    idempotency: {
      kind: declared.kind,
      repeatable,
      reason: query
        ? 'the contract calls it a query'
        : repeatable
          ? 'the contract says so'
          : 'the contract calls it a command',
      key: repeatable ? null : 'header Idempotency-Key',
    },
    deadline: declared.deadline ?? null,
    place: null,
  }
}

/** One code may have another title in each operation; the first one stands. */
function describeError(code: string, status: number, title: string): ContractError {
  const fields = { kind: 'object', properties: {}, required: [], additionalProperties: true } as const
  return { class: 'ContractError', bases: ['Error'], code, status, title, fields, source: null }
}

function describeEvent(
  { type, version, description, payload }: DeclaredEvent,
  reading: ZodReading,
): ContractEvent {
  const schema = describeZod(payload, { at: type, side: 'output', reading })
  return { name: type, version, description, payload: schema, source: null }
}
