import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'
import type { Heir, References } from './references.js'

/** Declarations of one member that change together: overrides, interfaces, overloads, objects typed by them. */
export type Family = ReadonlySet<ts.Node>

export type FamilyFinder = (declarations: readonly ts.Node[]) => Family

interface Relations {
  readonly checker: ts.TypeChecker
  readonly isOurs: (node: ts.Node) => boolean
  readonly references: References
  /** Heirs by the declaration that they inherit from directly. */
  readonly below: ReadonlyMap<ts.Node, readonly Heir[]>
}

/** Declarations of libraries are left out: what they declare does not change. */
export function createFamilyFinder({ checker, fileOf }: Program, references: References): FamilyFinder {
  const isOurs = (node: ts.Node) => fileOf(node) !== null
  let relations: Relations | null = null
  const known = new Map<ts.Node, Family>()
  return declarations => {
    const [first] = declarations
    const found = first === undefined ? undefined : known.get(first)
    if (found !== undefined && declarations.every(each => found.has(each))) return found
    relations ??= { checker, isOurs, references, below: indexHeirs(references.heirs, checker) }
    const family = gather(declarations, relations)
    for (const each of family) known.set(each, family)
    return family
  }
}

function indexHeirs(heirs: readonly Heir[], checker: ts.TypeChecker): ReadonlyMap<ts.Node, readonly Heir[]> {
  const below = new Map<ts.Node, Heir[]>()
  for (const heir of heirs) {
    for (const { expression } of heir.heritageClauses?.flatMap(({ types }) => types) ?? []) {
      for (const base of declarationsOf(expression, checker)) {
        const list = below.get(base)
        if (list === undefined) below.set(base, [heir])
        else if (!list.includes(heir)) list.push(heir)
      }
    }
  }
  return below
}

function declarationsOf(name: ts.Node, checker: ts.TypeChecker): readonly ts.Node[] {
  const symbol = checker.getSymbolAtLocation(name)
  if (symbol === undefined) return []
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return (target.declarations ?? []).flatMap(each =>
    ts.isTypeAliasDeclaration(each) && ts.isTypeLiteralNode(each.type) ? [each, each.type] : [each],
  )
}

function gather(seeds: readonly ts.Node[], relations: Relations): Family {
  const family = new Set<ts.Node>(seeds)
  const add = (declarations: readonly ts.Node[]) => {
    for (const each of declarations) if (relations.isOurs(each)) family.add(each)
  }
  for (const member of family) {
    const name = memberName(member)
    const owner = member.parent
    if (name === null || isStatic(member)) continue
    if (isOwner(owner)) {
      add(siblings(owner, name))
      add(inherited(owner, name, relations))
      add(overriding(owner, name, relations))
      add(typedObjects(owner, name, relations))
    } else if (ts.isObjectLiteralExpression(owner)) {
      add(contextual(owner, name, relations.checker))
    }
  }
  return family
}

type Owner = Heir | ts.TypeLiteralNode

function isOwner(node: ts.Node): node is Owner {
  return ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)
}

function memberName(node: ts.Node): string | null {
  if (!ts.isClassElement(node) && !ts.isTypeElement(node) && !ts.isObjectLiteralElement(node)) return null
  const { name } = node
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : null
}

function isStatic(node: ts.Node): boolean {
  return ts.isClassElement(node) && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0
}

function siblings(owner: Owner, name: string): readonly ts.Node[] {
  return [...owner.members].filter(each => memberName(each) === name && !isStatic(each))
}

/** Members of that name in what the owner extends or implements. */
function inherited(owner: Owner, name: string, { checker }: Relations): readonly ts.Node[] {
  if (ts.isTypeLiteralNode(owner)) return []
  const types = owner.heritageClauses?.flatMap(clause => clause.types) ?? []
  return types.flatMap(each => checker.getTypeAtLocation(each).getProperty(name)?.declarations ?? [])
}

/** Members of that name in heirs, however far below; and what those heirs inherit besides. */
function overriding(owner: Owner, name: string, relations: Relations): readonly ts.Node[] {
  const seen = new Set<ts.Node>([owner])
  const found: ts.Node[] = []
  for (const base of seen) {
    for (const heir of relations.below.get(base) ?? []) {
      if (seen.has(heir)) continue
      seen.add(heir)
      found.push(...siblings(heir, name), ...inherited(heir, name, relations))
    }
  }
  return found
}

/** Members of object literals that stand where the owner's type is asked for. */
function typedObjects(owner: Owner, name: string, { checker, references }: Relations): readonly ts.Node[] {
  if (ts.isClassLike(owner)) return []
  return references.named(name).flatMap(({ parent: member }) => {
    if (member === undefined || !ts.isObjectLiteralElement(member)) return []
    if (memberName(member) !== name || !ts.isObjectLiteralExpression(member.parent)) return []
    const declared = contextual(member.parent, name, checker)
    return declared.some(each => each.parent === owner) ? [member] : []
  })
}

function contextual(object: ts.ObjectLiteralExpression, name: string, checker: ts.TypeChecker) {
  return checker.getContextualType(object)?.getProperty(name)?.declarations ?? []
}
