import { ts } from 'ts-morph'
import type { ContractError } from '../contract.js'
import type { Schema } from '../schema.js'
import { describeProperties } from './describe-fields.js'
import { readDoc } from './doc-comment.js'
import { statusOf } from './error-status.js'
import { declaredName, idOf, isOwn, type Spot, type TypeReading } from './type-reading.js'

/** Whether it is an `Error` or a class below it. */
export function isErrorType(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.symbol?.name === 'Error') return true
  return basesOf(type, checker).some(({ symbol }) => symbol?.name === 'Error')
}

/** Classes above, the nearest first. */
function basesOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const bases: ts.Type[] = []
  for (
    let next = baseOf(type, checker);
    next !== undefined && bases.length < 20;
    next = baseOf(next, checker)
  )
    bases.push(next)
  return bases
}

function baseOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const target = (type as Partial<ts.TypeReference>).target ?? type
  return target.isClassOrInterface() ? checker.getBaseTypes(target)[0] : undefined
}

/** Puts an error into the contract. */
export function referToError(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  if (type.symbol.name === 'Error') return { kind: 'error', error: null }
  const name = declaredName(type.symbol)
  const id = idOf(type.symbol, reading.program)
  const taken = reading.errors.get(name)
  const key = taken === undefined || taken.class === (id ?? name) ? name : `${name}2`
  if (!reading.errors.has(key)) {
    reading.errors.set(key, emptyError)
    reading.errors.set(key, describeError(type, spot, reading))
  }
  return { kind: 'error', error: key }
}

/** Stands for an error that is being told, so that it can lead back to itself. */
const emptyError: ContractError = {
  class: '',
  bases: [],
  code: null,
  status: null,
  title: null,
  fields: { kind: 'any', written: 'unknown' },
  source: null,
}

/** Carried as such; a class adds to them. */
const ofEveryError = new Set(['name', 'message', 'stack', 'cause'])

function describeError(type: ts.Type, spot: Spot, reading: TypeReading): ContractError {
  const { checker, program } = reading
  const bases = basesOf(type, checker)
  const own = isOwn(type.symbol, program)
  const fields = checker
    .getPropertiesOfType(type)
    .filter(
      ({ name, flags }) =>
        !ofEveryError.has(name) && (flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) === 0,
    )
    .filter(({ declarations = [] }) => declarations.some(each => program.fileOf(each) !== null) || !own)
  const at = { ...spot, at: type.symbol.name, node: null, depth: spot.depth + 1 }
  const id = idOf(type.symbol, program) ?? type.symbol.name
  return {
    class: id,
    bases: bases.map(base => idOf(base.symbol, program) ?? base.symbol.name),
    code: literalOf(type, ['code', 'type', 'kind', '_tag'], checker),
    status: statusOf([type, ...bases], checker),
    title: readDoc(type.symbol, checker).description ?? null,
    fields: { kind: 'object', ...describeProperties(fields, at, reading), additionalProperties: true },
    source: id.includes('#') ? id : null,
  }
}

/** The first of these properties whose type is one text. */
function literalOf(type: ts.Type, names: readonly string[], checker: ts.TypeChecker): string | null {
  for (const name of names) {
    const property = checker.getPropertyOfType(type, name)
    const literal = property === undefined ? undefined : checker.getTypeOfSymbol(property)
    if (literal?.isStringLiteral() === true) return literal.value
  }
  return null
}
