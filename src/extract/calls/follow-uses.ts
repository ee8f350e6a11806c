import { ts } from 'ts-morph'
import type { Consumer } from './consumer.js'
import type { Following } from './following.js'
import { followValue } from './follow-value.js'
import { packageOf } from './package-of.js'
import type { References } from './references.js'
import { declaredSymbol, isTaken } from './resolve-symbol.js'
import { isFunctionValue, type Scope } from './scope.js'

/** What happens to a scope's function, at each place that uses it. */
export function followScope(scope: Scope, following: Following): readonly Consumer[] {
  const known = following.known.get(scope)
  if (known !== undefined) return known
  // A function that hands itself on, as recursion does, finds nothing more the second time.
  following.known.set(scope, [])
  const consumers = isFunctionValue(scope)
    ? [...followValue(scope, following), ...ofOwnName(scope, following)]
    : followDeclarations(following.familyOf(declarationsOf(scope, following.program.checker)), following)
  const wanted = consumers.filter(({ kind }) => isRunBy(scope, kind))
  following.known.set(scope, wanted)
  return wanted
}

/** A function expression is known to itself by its name. */
function ofOwnName(
  scope: ts.FunctionExpression | ts.ArrowFunction,
  following: Following,
): readonly Consumer[] {
  return scope.name === undefined ? [] : followDeclarations(new Set([scope]), following)
}

function isRunBy(scope: Scope, kind: Consumer['kind']): boolean {
  if (ts.isGetAccessor(scope)) return kind === 'get'
  if (ts.isSetAccessor(scope)) return kind === 'set'
  if (ts.isConstructorDeclaration(scope) || ts.isPropertyDeclaration(scope)) {
    return kind === 'construct' || kind === 'super'
  }
  return kind !== 'construct' && kind !== 'super' && kind !== 'get' && kind !== 'set'
}

/** What is named where a scope is used; nothing for what runs once, when a file or a class is set up. */
function declarationsOf(scope: Scope, checker: ts.TypeChecker): readonly ts.Node[] {
  if (ts.isSourceFile(scope) || ts.isClassStaticBlockDeclaration(scope)) return []
  if (ts.isConstructorDeclaration(scope)) return [scope.parent]
  if (ts.isPropertyDeclaration(scope)) {
    return ts.getCombinedModifierFlags(scope) & ts.ModifierFlags.Static ? [] : [scope.parent]
  }
  return declaredSymbol(scope, checker)?.declarations ?? [scope]
}

/** What happens to whatever has these declarations, at each place that names it. */
export function followDeclarations(
  declarations: ReadonlySet<ts.Node>,
  following: Following,
): readonly Consumer[] {
  const consumers: Consumer[] = []
  for (const name of namesOf(declarations, following.references)) {
    for (const reference of following.references.named(name)) {
      if (isNoUse(reference) || declarations.has(reference.parent)) continue
      if (!following.declarationsAt(reference).some(each => declarations.has(each))) continue
      consumers.push(...consume(reference, following))
    }
  }
  return consumers
}

function namesOf(declarations: ReadonlySet<ts.Node>, references: References): ReadonlySet<string> {
  const names = new Set<string>()
  for (const each of declarations) {
    const name = ts.getNameOfDeclaration(each as ts.Declaration)
    const text = name !== undefined && ts.isPropertyAccessExpression(name) ? name.name.text : name?.getText()
    if (text !== undefined) names.add(text.replace(/^['"]|['"]$/g, ''))
    for (const alias of references.aliasesOf(each)) names.add(alias)
  }
  return names
}

/** Imports, exports and types name a function without using it. */
function isNoUse(node: ts.Node): boolean {
  const { parent } = node
  return (
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isPartOfTypeNode(node)
  )
}

function consume(reference: ts.Node, following: Following): readonly Consumer[] {
  const { parent } = reference
  if (ts.isBindingElement(parent)) {
    if (!isTaken(reference, parent)) return []
    // An accessor runs here; a function is known under a new name from here on.
    return [{ kind: 'get', node: parent }, ...followDeclarations(new Set([parent]), following)]
  }
  const member = ts.isPropertyAccessExpression(parent) && parent.name === reference
  return followValue(
    member || (ts.isElementAccessExpression(parent) && parent.argumentExpression === reference)
      ? parent
      : reference,
    following,
  )
}

/** Members of this name on objects about which nothing is known. */
export function findUnresolved(
  name: string,
  { program, references, declarationsAt }: Following,
): readonly ts.Node[] {
  return references.named(name).filter(reference => {
    const { parent } = reference
    if (!ts.isPropertyAccessExpression(parent) || parent.name !== reference) return false
    if (declarationsAt(reference).length > 0 || packageOf(parent.expression, program) !== null) return false
    return (program.checker.getTypeAtLocation(parent.expression).flags & ts.TypeFlags.Any) !== 0
  })
}
