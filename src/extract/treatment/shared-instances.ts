import { ts } from 'ts-morph'
import { resolveSymbol } from '../calls/resolve-symbol.js'
import type { Program } from '../program/program.js'
import { hasModifier, isChanged, isEmptyContainer } from './purity/is-kept.js'

/**
 * Whether a class keeps something in an instance that is shared: made while a file or class is loaded, or by somebody
 * whom the code does not show. Whoever makes instances of his own has what they keep on his own side.
 */
export function isSharedInstance(declarations: readonly ts.Declaration[], program: Program): boolean {
  return declarations.some(each => {
    if (!ts.isClassLike(each) || ts.getDecorators(each as ts.ClassDeclaration)?.length) return false
    if (!keepsSomething(each, program.checker)) return false
    const made = constructionsOf(each, program)
    const own = program.fileOf(each)?.module ?? null
    const isShared = (node: ts.NewExpression) => {
      const maker = program.fileOf(node)?.module ?? null
      return (maker === null || maker === own) && isMadeOnce(node)
    }
    return made.length === 0 ? !hasModifier(each, ts.ModifierFlags.Abstract) : made.some(isShared)
  })
}

/** A property that its methods fill, or set anew. */
function keepsSomething(node: ts.ClassLikeDeclaration, checker: ts.TypeChecker): boolean {
  const methods = node.members.filter(each => ts.isMethodDeclaration(each) || ts.isAccessor(each))
  if (methods.length === 0) return false
  return node.members.some(member => {
    if (!ts.isPropertyDeclaration(member) || hasModifier(member, ts.ModifierFlags.Static)) return false
    const symbol = checker.getSymbolAtLocation(member.name)
    if (symbol === undefined) return false
    return isPrivate(member) && (isEmptyContainer(member.initializer) || isChanged(symbol, member, checker))
  })
}

/** What others can see are fields of data. */
function isPrivate(member: ts.PropertyDeclaration): boolean {
  return (
    ts.isPrivateIdentifier(member.name) ||
    hasModifier(member, ts.ModifierFlags.Private) ||
    hasModifier(member, ts.ModifierFlags.Protected)
  )
}

const known = new WeakMap<Program, ReadonlyMap<string, readonly ts.NewExpression[]>>()

/** Where code, tests aside, makes an instance of a class. */
function constructionsOf(node: ts.ClassLikeDeclaration, program: Program): readonly ts.NewExpression[] {
  const all = known.get(program) ?? collectConstructions(program)
  known.set(program, all)
  const name = node.name?.text ?? ''
  const here = node.getSourceFile()
  return (all.get(name) ?? []).filter(each => {
    const made = resolveSymbol(each.expression, program.checker)?.declarations ?? []
    return (
      made.some(declaration => declaration === node) || (made.length === 0 && each.getSourceFile() === here)
    )
  })
}

/** By the last name of what is made. */
function collectConstructions({ files }: Program): ReadonlyMap<string, readonly ts.NewExpression[]> {
  const found = new Map<string, ts.NewExpression[]>()
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText().split('.').at(-1) ?? ''
      found.set(name, [...(found.get(name) ?? []), node])
    }
    ts.forEachChild(node, visit)
  }
  for (const { source, test } of files) if (!test) visit(source)
  return found
}

/** At the top of a file, or kept in a static property. */
function isMadeOnce(node: ts.NewExpression): boolean {
  const { parent } = node
  const isStatic =
    ts.isBinaryExpression(parent) &&
    ts.isPropertyAccessExpression(parent.left) &&
    parent.left.expression.getText() === ts.findAncestor(node, ts.isClassLike)?.name?.text
  return isStatic || !isInFunction(node)
}

function isInFunction(node: ts.Node): boolean {
  const around = ts.findAncestor(
    node,
    each =>
      ts.isFunctionLike(each) ||
      (ts.isPropertyDeclaration(each) && !hasModifier(each, ts.ModifierFlags.Static)),
  )
  return around !== undefined
}
