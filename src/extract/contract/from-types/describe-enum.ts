import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { idOf, type TypeReading } from './type-reading.js'

/** An enum with all of its members, or one member of it. */
export function describeEnum(type: ts.Type, { types, checker, program }: TypeReading): Schema {
  const symbol = type.symbol ?? type.aliasSymbol
  const isMember = (symbol.flags & ts.SymbolFlags.EnumMember) !== 0
  const whole = isMember ? enumOf(symbol, checker) : symbol
  if (isMember && !isOnlyMember(whole)) {
    const { value } = type as ts.LiteralType
    return { kind: 'enum', name: whole.name, enum: [value as string | number], names: [symbol.name] }
  }
  return types.refer(
    { type: checker.getDeclaredTypeOfSymbol(whole), name: whole.name, source: idOf(whole, program) },
    () => describeMembers(whole, checker),
  )
}

function enumOf(member: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  const parent = member.valueDeclaration?.parent
  const symbol =
    parent !== undefined && ts.isEnumDeclaration(parent)
      ? checker.getSymbolAtLocation(parent.name)
      : undefined
  return symbol ?? member
}

function isOnlyMember(whole: ts.Symbol): boolean {
  return whole.exports?.size === 1
}

function describeMembers(symbol: ts.Symbol, checker: ts.TypeChecker): Schema {
  const names: string[] = []
  const values: (string | number)[] = []
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.isEnumDeclaration(declaration)) continue
    for (const member of declaration.members) {
      const value = checker.getConstantValue(member)
      if (value === undefined) return { kind: 'any', written: 'unresolved', type: symbol.name }
      names.push(member.name.getText())
      values.push(value)
    }
  }
  return { kind: 'enum', name: symbol.name, enum: values, names }
}
