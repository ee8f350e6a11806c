import { ts } from 'ts-morph'
import { hasModifier, isFunction, isFunctionValue, type Scope, unwrapIn } from '../../calls/index.js'
import type { CallSite, ProgramIndex } from './program-index.js'

/** Code that a call may run. */
export interface CallTarget {
  readonly code: Scope
  /** False where several classes answer to the call. */
  readonly sure: boolean
  /** Classes that the receiver may be, where the code is inherited from one above them. */
  readonly receivers: readonly ts.ClassLikeDeclaration[]
}

/** What a call may run: what it names, or what implements and overrides that in the classes that the receiver may be. */
export function findTargets(site: CallSite, index: ProgramIndex): readonly CallTarget[] {
  if (!index.isDeclared(site.text)) return []
  const declarations = index.calls.declarationsAt(site.name)
  const receivers = declarations.some(each => mayMeanOthers(each, index)) ? receiversOf(site, index) : []
  const own = declarations.flatMap(codeOf)
  const implementing = declarations.flatMap(each => implementationsOf(each, receivers, index))
  const targets = new Map<Scope, CallTarget>()
  for (const code of own) targets.set(code, { code, sure: true, receivers })
  for (const code of implementing) {
    if (!targets.has(code)) targets.set(code, { code, sure: implementing.length === 1, receivers })
  }
  return [...targets.values()]
}

/** Whether it takes the receiver to say what runs: the checker's answer costs more than all the rest. */
function mayMeanOthers(declaration: ts.Node, index: ProgramIndex): boolean {
  const owner = declaration.parent as ts.Node | undefined
  if (owner === undefined || !hasMemberName(declaration)) return false
  return codeOf(declaration).length === 0 || index.heirsOf(owner).length > 0
}

function codeOf(declaration: ts.Node): readonly Scope[] {
  if (isFunction(declaration)) return declaration.body === undefined ? [] : [declaration]
  if (ts.isClassLike(declaration)) return declaration.members.filter(isOwnConstructor)
  const value = heldBy(declaration)
  const inner = value === null ? null : unwrapIn(value)
  return inner !== null && isFunctionValue(inner) ? [inner] : []
}

function isOwnConstructor(member: ts.ClassElement): member is ts.ConstructorDeclaration {
  return ts.isConstructorDeclaration(member) && member.body !== undefined
}

function heldBy(node: ts.Node): ts.Expression | null {
  const holds =
    ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)
  return holds ? (node.initializer ?? null) : null
}

/** Members of that name in the classes that the receiver may be, and in those that they inherit from. */
function implementationsOf(
  declaration: ts.Node,
  receivers: readonly ts.ClassLikeDeclaration[],
  { program }: ProgramIndex,
): readonly Scope[] {
  if (codeOf(declaration).length > 0 && receivers.length > 1) return overrides(declaration, receivers)
  if (codeOf(declaration).length > 0 || !hasMemberName(declaration)) return []
  const name = declaration.name.text
  return receivers.flatMap(each => {
    const symbol = each.name === undefined ? undefined : program.checker.getSymbolAtLocation(each.name)
    const type = symbol === undefined ? null : program.checker.getDeclaredTypeOfSymbol(symbol)
    return (type?.getProperty(name)?.declarations ?? []).flatMap(codeOf)
  })
}

function overrides(declaration: ts.Node, receivers: readonly ts.ClassLikeDeclaration[]): readonly Scope[] {
  if (!hasMemberName(declaration)) return []
  const { text } = declaration.name
  return receivers.flatMap(({ members }) =>
    members
      .filter(({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === text)
      .flatMap(codeOf),
  )
}

function hasMemberName(node: ts.Node): node is ts.Node & { readonly name: ts.Identifier } {
  const named = ts.isClassElement(node) || ts.isTypeElement(node)
  return named && node.name !== undefined && ts.isIdentifier(node.name)
}

/** The class that a container binds, or that of the receiver's type and those below it; of `this` as well. */
function receiversOf({ call }: CallSite, index: ProgramIndex): readonly ts.ClassLikeDeclaration[] {
  const { expression } = call
  if (!ts.isPropertyAccessExpression(expression)) return []
  const bound = index.boundTo(expression.expression)
  if (bound !== null) return [bound]
  const { checker } = index.program
  const type = checker.getApparentType(checker.getTypeAtLocation(expression.expression))
  const declared = type.getSymbol()?.declarations ?? []
  const found = declared.flatMap(each => [...(ts.isClassLike(each) ? [each] : []), ...index.heirsOf(each)])
  const ours = [...new Set(found)].filter(each => index.program.fileOf(each) !== null)
  const concrete = ours.filter(each => !hasModifier(each, ts.SyntaxKind.AbstractKeyword))
  return concrete.length > 0 ? concrete : ours
}
