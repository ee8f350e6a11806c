import type { Program } from '../../program/program.js'
import type { Operation } from '../../treatment/treatment.js'
import type { Contract, ContractError, ContractEvent, ContractOperation } from '../contract.js'
import { describeLoss, type Lossy, sortLosses } from '../lossiness.js'
import { wholeContractLosses } from '../whole-contract-losses.js'
import { noteBodyLosses } from './body-losses.js'
import { describeSignature } from './describe-signature.js'
import { describeType } from './describe-type.js'
import { readDoc } from './doc-comment.js'
import { createOperationFinder, type FoundOperation, findSymbol } from './find-operation.js'
import { inferIdempotency } from './infer-idempotency.js'
import { createNamedTypes } from './named-types.js'
import { describeErrors } from './operation-errors.js'
import { type LossAt, placeOf, type Spot, type TypeReading } from './type-reading.js'

export interface ContractRequest {
  /** Of the contract: the module that leaves. */
  readonly name: string
  /** What is called over the network; in either direction. */
  readonly operations: readonly Operation[]
  /** Classes of messages that cross as events, by `file#name`. */
  readonly events?: readonly EventRequest[]
}

export interface EventRequest {
  readonly name: string
  /** `file#name` of the class or interface of its payload. */
  readonly symbol: string
}

/** Fills the form from the types of existing code. What the code does not declare, as by a stale id, is left out. */
export function deriveContractFromTypes(
  program: Program,
  { name, operations, events = [] }: ContractRequest,
): Contract {
  const reading = createReading(program)
  const find = createOperationFinder(program)
  const described = operations
    .map(operation =>
      describeOperation(operation, find({ id: operation.symbol.id, member: operation.member }), reading),
    )
    .filter(operation => operation !== null)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
  const messages = events
    .map(event => describeEvent(event, reading))
    .filter(event => event !== null)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
  const errors = Object.fromEntries(
    [...reading.errors].toSorted(([left], [right]) => (left < right ? -1 : 1)),
  )
  const contract = {
    name,
    version: '1.0',
    operations: described,
    types: reading.types.all(),
    errors,
    events: messages,
  }
  const losses = reading.losses.map(each => describeLossAt(each, program))
  return { ...contract, lossiness: sortLosses([...losses, ...wholeContractLosses(contract)]) }
}

function describeLossAt({ what, spot, name }: LossAt, program: Program): Lossy {
  return describeLoss(what, { at: spot.at, name, place: placeOf(spot, program) })
}

function createReading(program: Program): TypeReading {
  const losses: LossAt[] = []
  const reading: TypeReading = {
    program,
    checker: program.checker,
    types: createNamedTypes(),
    errors: new Map<string, ContractError>(),
    describe: (type, spot) => describeType(type, spot, reading),
    lose: (what, spot, name = null) => {
      losses.push({ what, spot, name })
    },
    losses,
  }
  return reading
}

function describeOperation(
  { name, symbol, member }: Operation,
  found: FoundOperation | null,
  reading: TypeReading,
): ContractOperation | null {
  const { program, checker } = reading
  if (found === null) return null
  const declaration = found.implementation ?? found.symbol.declarations?.[0] ?? null
  const spot: Spot = { at: name, node: null, declaration, depth: 0 }
  const module = declaration === null ? null : (program.fileOf(declaration)?.module ?? null)
  const signatures = describeSignatures(found, spot, reading)
  noteBodyLosses(found, spot, reading)
  return {
    name,
    description: readDoc(found.symbol, checker).description ?? null,
    style: signatures.length === 1 ? 'named' : 'listed',
    signatures,
    errors: describeErrors(found, { spot, reading, module }),
    idempotency: inferIdempotency({
      name: member ?? symbol.name,
      implementation: found.implementation,
      signatures,
    }),
    deadline: null,
    place: placeOf(spot, program),
  }
}

function describeSignatures(
  { signatures, value }: FoundOperation,
  spot: Spot,
  reading: TypeReading,
): ContractOperation['signatures'] {
  if (signatures.length > 1) reading.lose('overload', spot)
  // A property that is read is a question without parameters.
  if (value !== null) {
    reading.lose('synchronous-answer', spot)
    return [{ parameters: [], answer: 'value', output: reading.describe(value, spot) }]
  }
  return signatures.map(signature => describeSignature(signature, spot, reading))
}

function describeEvent({ name, symbol }: EventRequest, reading: TypeReading): ContractEvent | null {
  const found = findSymbol(symbol, reading.program)
  if (found === null) return null
  const type = reading.checker.getDeclaredTypeOfSymbol(found)
  const declaration = found.declarations?.[0] ?? null
  const description = readDoc(found, reading.checker).description ?? null
  const payload = reading.describe(type, { at: name, node: null, declaration, depth: 0 })
  return { name, version: 1, description, payload, source: symbol }
}
