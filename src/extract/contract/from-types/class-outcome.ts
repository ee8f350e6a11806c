import type { ts } from 'ts-morph'
import type { Outcome } from '../schema.js'
import type { TypeReading } from './type-reading.js'

const successFlags = [
  'isSuccess',
  'isOk',
  'ok',
  'success',
  'succeeded',
  'isRight',
  'isSome',
  'isFailure',
  'isErr',
  'isLeft',
  'isNone',
]
const contents = ['getValue', 'unwrap', 'getOrThrow', 'value', '_value', 'data']
const failures = ['error', 'errorValue', 'unwrapErr', 'getError', 'failure']

/** A class that says whether something went well, and holds what came of it: `Result` as many write it themselves. */
export function findClassOutcome(type: ts.Type, reading: TypeReading): Outcome | null {
  const { checker } = reading
  if (!/result|either|option|maybe|outcome/i.test(type.symbol.name)) return null
  if (!successFlags.some(name => checker.getPropertyOfType(type, name) !== undefined)) return null
  const content = findContent(type, contents, checker)
  if (content === null) return null
  const describe = (inner: ts.Type) =>
    reading.describe(inner, { at: type.symbol.name, node: null, declaration: null, depth: 8 })
  const failure = findContent(type, failures, checker)
  const form = /option|maybe/i.test(type.symbol.name)
    ? 'option'
    : /either/i.test(type.symbol.name)
      ? 'either'
      : 'result'
  return { form, success: describe(content), failure: failure === null ? null : describe(failure) }
}

function findContent(type: ts.Type, names: readonly string[], checker: ts.TypeChecker): ts.Type | null {
  for (const name of names) {
    const property = checker.getPropertyOfType(type, name)
    if (property === undefined) continue
    const found = checker.getTypeOfSymbol(property)
    return found.getCallSignatures()[0]?.getReturnType() ?? found
  }
  return null
}
