import { compareSchemas, type SchemaChange } from './compare-schemas.js'
import type { Contract, ContractOperation, OperationSignature } from './contract.js'

/**
 * What a change does during a ramp, when both versions run. `oldClient`: an old client calls a new server.
 * `oldServer`: a new client calls an old server.
 */
export interface ContractChange {
  /** `Orders.place(order).lines[].price`, `errors.SoldOut`, `events.orders.OrderPlaced`. */
  readonly at: string
  readonly text: string
  readonly oldClient: 'works' | 'breaks'
  readonly oldServer: 'works' | 'breaks'
}

/** Every change between two contracts, in order of place; empty where both say the same. */
export function compareContracts(before: Contract, after: Contract): readonly ContractChange[] {
  const changes = [
    ...compareOperations(before, after),
    ...compareErrors(before, after),
    ...compareEvents(before, after),
  ]
  return changes.toSorted((left, right) => (left.at + left.text < right.at + right.text ? -1 : 1))
}

function compareOperations(before: Contract, after: Contract): readonly ContractChange[] {
  const now = new Map(after.operations.map(each => [each.name, each]))
  const then = new Map(before.operations.map(each => [each.name, each]))
  const gone = before.operations
    .filter(({ name }) => !now.has(name))
    .map(({ name }) => change(name, 'is gone', 'breaks', 'works'))
  const added = after.operations
    .filter(({ name }) => !then.has(name))
    .map(({ name }) => change(name, 'is new', 'works', 'breaks'))
  const both = before.operations.flatMap(operation => {
    const next = now.get(operation.name)
    return next === undefined ? [] : compareOperation(operation, next, { before, after })
  })
  return [...gone, ...added, ...both]
}

interface Sides {
  readonly before: Contract
  readonly after: Contract
}

function compareOperation(
  old: ContractOperation,
  next: ContractOperation,
  sides: Sides,
): readonly ContractChange[] {
  const { name } = old
  const changes: ContractChange[] = []
  if (old.style !== next.style || old.signatures.length > next.signatures.length)
    changes.push(change(name, 'is called another way', 'breaks', 'breaks'))
  else if (old.signatures.length < next.signatures.length)
    changes.push(change(name, 'has another overload', 'works', 'breaks'))
  if (old.idempotency.repeatable && !next.idempotency.repeatable)
    changes.push(change(name, 'may no longer be repeated, which old clients still do', 'breaks', 'works'))
  if (!old.idempotency.repeatable && next.idempotency.repeatable)
    changes.push(change(name, 'may be repeated now, which an old server does not know', 'works', 'breaks'))
  for (const error of next.errors.filter(each => !old.errors.includes(each)))
    changes.push(change(name, `may answer with ${error}, which old clients do not know`, 'breaks', 'works'))
  for (const error of old.errors.filter(each => !next.errors.includes(each)))
    changes.push(change(name, `no longer answers with ${error}`, 'works', 'works'))
  for (const [index, signature] of old.signatures.entries()) {
    const counterpart = next.signatures[index]
    if (counterpart !== undefined) changes.push(...compareSignatures(next, [signature, counterpart], sides))
  }
  return changes
}

type Pair<T> = readonly [old: T, next: T]

function compareSignatures(
  operation: ContractOperation,
  [old, next]: Pair<OperationSignature>,
  sides: Sides,
): readonly ContractChange[] {
  const { name } = operation
  const changes: ContractChange[] = []
  const inputs = pairParameters(operation, old, next)
  for (const [before, after] of inputs) {
    const at = `${name}(${(before ?? after)?.name})`
    if (before === null && after !== null)
      changes.push(
        change(
          at,
          after.optional ? 'is new, and may be left out' : 'is new, and needed',
          after.optional ? 'works' : 'breaks',
          'works',
        ),
      )
    else if (before !== null && after === null)
      changes.push(change(at, 'is gone', 'works', before.optional ? 'works' : 'breaks'))
    else if (before !== null && after !== null) {
      if (before.optional && !after.optional) changes.push(change(at, 'is needed now', 'breaks', 'works'))
      if (!before.optional && after.optional)
        changes.push(change(at, 'may be left out now', 'works', 'breaks'))
      changes.push(...compareSchemas([before.schema, after.schema], { at, sides }).map(asInput))
    }
  }
  if (streams(old) !== streams(next))
    changes.push(change(`${name}()`, 'answers in another form', 'breaks', 'breaks'))
  changes.push(...compareSchemas([old.output, next.output], { at: `${name}()`, sides }).map(asOutput))
  return changes
}

function streams({ answer }: OperationSignature): boolean {
  return answer === 'observable' || answer === 'async-iterator' || answer === 'stream'
}

type Parameter = OperationSignature['parameters'][number]

/** By name where names travel, by place where they do not. */
function pairParameters(
  { style }: ContractOperation,
  old: OperationSignature,
  next: OperationSignature,
): readonly Pair<Parameter | null>[] {
  if (style !== 'named') {
    const most = Math.max(old.parameters.length, next.parameters.length)
    return Array.from({ length: most }, (_, index) => [
      old.parameters[index] ?? null,
      next.parameters[index] ?? null,
    ])
  }
  const find = (all: readonly Parameter[], name: string) => all.find(each => each.name === name) ?? null
  const names = new Set([...old.parameters, ...next.parameters].map(({ name }) => name))
  return [...names].map(name => [find(old.parameters, name), find(next.parameters, name)])
}

/** What a client writes and a server reads: an old client writes the old form. */
function asInput({ at, text, oldFitsNew, newFitsOld }: SchemaChange): ContractChange {
  return change(at, text, oldFitsNew ? 'works' : 'breaks', newFitsOld ? 'works' : 'breaks')
}

/** What a server writes and a client reads: an old client reads the new form. */
function asOutput({ at, text, oldFitsNew, newFitsOld }: SchemaChange): ContractChange {
  return change(at, text, newFitsOld ? 'works' : 'breaks', oldFitsNew ? 'works' : 'breaks')
}

function compareErrors(before: Contract, after: Contract): readonly ContractChange[] {
  return Object.entries(before.errors).flatMap(([name, old]) => {
    const next = after.errors[name]
    if (next === undefined) return []
    const at = `errors.${name}`
    const changes = compareSchemas([old.fields, next.fields], { at, sides: { before, after } }).map(asOutput)
    if (old.class !== next.class) changes.push(change(at, 'is of another class', 'breaks', 'breaks'))
    if (old.code !== next.code)
      changes.push(change(at, `has the code ${next.code} in place of ${old.code}`, 'breaks', 'breaks'))
    if (old.status !== next.status)
      changes.push(change(at, `has the status ${next.status} in place of ${old.status}`, 'breaks', 'breaks'))
    return changes
  })
}

/** A server publishes, clients subscribe; who publishes something new does not harm. */
function compareEvents(before: Contract, after: Contract): readonly ContractChange[] {
  return before.events.flatMap(old => {
    const at = `events.${old.name}`
    const next = after.events.find(({ name }) => name === old.name)
    if (next === undefined) return [change(at, 'is no longer published', 'breaks', 'works')]
    return compareSchemas([old.payload, next.payload], { at, sides: { before, after } }).map(asOutput)
  })
}

function change(
  at: string,
  text: string,
  oldClient: ContractChange['oldClient'],
  oldServer: ContractChange['oldServer'],
): ContractChange {
  return { at, text, oldClient, oldServer }
}
