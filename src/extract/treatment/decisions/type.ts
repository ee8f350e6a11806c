import { ts } from 'ts-morph'
import { type Decide, isService, openMember, type Subject } from '../subject.js'
import type { Crossing, Member } from '../../seam/seam.js'
import { findStaticChange } from './static-change.js'

/** What the contract can carry: types, enums, error classes, and classes that are only data. */
export const decideType: Decide = subject => {
  const { symbol, uses } = subject
  const because = (text: string) => ({ treatment: 'type' as const, reason: { text, place: symbol.place } })
  if (symbol.kind === 'type') return because(`${symbol.name} is a type`)
  if (symbol.kind === 'enum') return because(`${symbol.name} is an enum, whose values the contract carries`)
  if (symbol.kind === 'interface') {
    if (isImplementedByUser(subject))
      return because(`${symbol.name} is implemented on the side that calls it`)
    const isLiving = uses.some(isCalled) || isService(subject)
    return isLiving ? null : because(`${symbol.name} is an interface without calls across`)
  }
  if (symbol.kind !== 'class') return null
  if (isError(subject))
    return because(`${symbol.name} is an error, which keeps its class and fields on the way`)
  if (uses.every(({ usage }) => usage === 'type' || usage === 'implement')) {
    if (!isService(subject)) return because(`${symbol.name} is used only as a type`)
  }
  return isDataClass(subject) ? because(`${symbol.name} is data: no method of it is called across`) : null
}

/** Calls through it stay on one side: nothing on the side that declares it implements it, something on the other does. */
function isImplementedByUser({ symbol, seam, implementersOf }: Subject): boolean {
  const modules = [...implementersOf(symbol.id)]
  const isInside = (module: string | null) => module === seam.module
  const usersAreInside = symbol.direction === 'outbound'
  return modules.length > 0 && (usersAreInside ? modules.some(isInside) : !modules.some(isInside))
}

function isCalled({ usage, member }: Crossing): boolean {
  return member !== null && (usage === 'call' || usage === 'pass' || usage === 'mock')
}

/** Errors of the language, of frameworks, or of the repository's own base. */
function isError({ program, declarations }: Subject): boolean {
  const [declaration] = declarations
  return (
    declaration !== undefined && ts.isClassLike(declaration) && extendsError(declaration, program.checker, 0)
  )
}

function extendsError(node: ts.ClassLikeDeclaration, checker: ts.TypeChecker, depth: number): boolean {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  const base = clause?.types[0]?.expression
  if (base === undefined || depth > 8) return false
  if (/(?:Error|Exception)$/.test(base.getText())) return true
  const symbol = checker.getSymbolAtLocation(base)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = target?.valueDeclaration
  return (
    declaration !== undefined && ts.isClassLike(declaration) && extendsError(declaration, checker, depth + 1)
  )
}

/** A static that changes, or a method that the other side replaces. */
function isMore(subject: Subject) {
  return (member: Member): boolean => {
    const each = openMember(member, subject)
    const isReplaced = member.kind === 'method' && each.uses.some(({ usage }) => usage === 'write')
    return isReplaced || findStaticChange(each, subject) !== null
  }
}

/** Made, read and annotated across, but never asked to do something. */
function isDataClass(subject: Subject): boolean {
  if (isService(subject) || subject.uses.some(isCalled) || subject.symbol.members.some(isMore(subject)))
    return false
  const [declaration] = subject.declarations
  if (declaration === undefined || !ts.isClassLike(declaration)) return false
  return declaration.members.every(member => {
    if (!ts.isConstructorDeclaration(member)) return true
    return subject.findImpurity(member)?.kind !== 'outside'
  })
}
