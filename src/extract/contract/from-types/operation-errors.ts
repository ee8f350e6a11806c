import { ts } from 'ts-morph'
import type { ContractError } from '../contract.js'
import { isErrorType, referToError } from './describe-error.js'
import { statusOfName } from './error-status.js'
import { findImport } from './find-import.js'
import type { FoundOperation } from './find-operation.js'
import { collectThrown } from './thrown-errors.js'
import type { Spot, TypeReading } from './type-reading.js'

/** Names of the errors that an operation is known to throw, in alphabetical order; each is put into the contract. */
export function describeErrors(
  { implementation, symbol }: FoundOperation,
  {
    spot,
    reading,
    module,
  }: { readonly spot: Spot; readonly reading: TypeReading; readonly module: string | null },
): readonly string[] {
  const { program } = reading
  const thrown = implementation === null ? [] : collectThrown(implementation, { program, module })
  const names = new Set<string>()
  for (const expression of thrown) {
    const name = describeThrown(expression, spot, reading)
    if (name !== null) names.add(name)
  }
  for (const name of taggedErrors(symbol, reading)) names.add(nameOfError(name, implementation, reading))
  return [...names].toSorted()
}

/** What is caught and thrown again was met where it was made, or nobody knows it. */
function describeThrown(expression: ts.Expression, spot: Spot, reading: TypeReading): string | null {
  const type = reading.checker.getTypeAtLocation(expression)
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0)
    return ts.isNewExpression(expression) ? describeByName(expression.expression, reading) : null
  if (isErrorType(type, reading.checker)) {
    const schema = referToError(type, { ...spot, declaration: expression }, reading)
    return schema.kind === 'error' ? schema.error : null
  }
  if (
    !ts.isNewExpression(expression) &&
    !ts.isLiteralExpression(expression) &&
    !ts.isObjectLiteralExpression(expression) &&
    !isMadeInPlace(expression)
  )
    return null
  reading.lose(
    'error-unknown',
    { ...spot, node: null, declaration: expression },
    expression.getText().slice(0, 40),
  )
  return null
}

/** `Object.assign(new Error('…'), { code })`: its fields belong to no class. */
function isMadeInPlace(expression: ts.Expression): boolean {
  return ts.isCallExpression(expression) && expression.expression.getText() === 'Object.assign'
}

/** A class of a package that is not installed. */
function describeByName(expression: ts.Expression, { errors }: TypeReading): string {
  const name = expression.getText().split('.').at(-1) ?? ''
  const imported = findImport(expression.getSourceFile(), expression.getText().split('.')[0] ?? '')
  if (!errors.has(name))
    errors.set(name, unknownError(imported === null ? name : `${imported.specifier}#${name}`, name))
  return name
}

function unknownError(id: string, name: string): ContractError {
  const fields = { kind: 'any', written: 'unresolved', type: name } as const
  return {
    class: id,
    bases: ['Error'],
    code: null,
    status: statusOfName(name),
    title: null,
    fields,
    source: null,
  }
}

/** `@throws {NotFound} when …`, `@throws NotFound`. */
function taggedErrors(symbol: ts.Symbol, { checker }: TypeReading): readonly string[] {
  return symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'throws' || name === 'exception')
    .map(({ text }) =>
      /^[{\s]*([A-Za-z_$][\w$.]*)/.exec(ts.displayPartsToString(text))?.[1]?.split('.').at(-1),
    )
    .filter(name => name !== undefined && /^[A-Z]/.test(name))
    .filter(name => name !== undefined)
}

/** The class of this name that the code can see there; its name alone where there is none. */
function nameOfError(name: string, at: ts.Node | null, reading: TypeReading): string {
  const { checker, errors } = reading
  const symbol =
    at === null
      ? undefined
      : checker
          .getSymbolsInScope(at, ts.SymbolFlags.Class | ts.SymbolFlags.Alias)
          .find(each => each.name === name)
  const target =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? checker.getAliasedSymbol(symbol)
      : symbol
  const type = target === undefined ? undefined : checker.getDeclaredTypeOfSymbol(target)
  if (type?.symbol !== undefined && isErrorType(type, checker)) {
    const schema = referToError(type, { at: name, node: null, declaration: at, depth: 0 }, reading)
    if (schema.kind === 'error' && schema.error !== null) return schema.error
  }
  if (!errors.has(name)) errors.set(name, unknownError(name, name))
  return name
}
