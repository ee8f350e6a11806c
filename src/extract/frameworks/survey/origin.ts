import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { bareExpression } from './expressions.js'

/**
 * What a package calls something that the program uses under whatever name: `Injectable` of `@nestjs/common`. The whole
 * package, or its default export, is `default`; members of what is exported follow: `Scope.REQUEST`.
 */
export interface Origin {
  readonly package: string
  readonly name: string
}

/** Follows names to the packages that they are imported from: through aliases and the program's own files. */
export interface Origins {
  /** Null for what is not known to come from a package. */
  readonly of: (node: ts.Node) => Origin | null
}

export function createOrigins(program: Program): Origins {
  const known = new Map<ts.Symbol, Origin | null>()
  const trace: Trace = {
    program,
    of: node => originOfNode(trace, bareExpression(node)),
    ofSymbol: symbol => {
      const found = known.get(symbol)
      if (found !== undefined) return found
      known.set(symbol, null)
      const origin = originOfDeclaration(trace, symbol.declarations?.[0])
      known.set(symbol, origin)
      return origin
    },
  }
  return { of: trace.of }
}

interface Trace extends Origins {
  readonly program: Program
  readonly ofSymbol: (symbol: ts.Symbol) => Origin | null
}

function originOfNode(trace: Trace, node: ts.Node): Origin | null {
  if (ts.isPropertyAccessExpression(node)) return originOfMember(trace, node.expression, node.name)
  if (ts.isQualifiedName(node)) return originOfMember(trace, node.left, node.right)
  if (ts.isIdentifier(node)) {
    const symbol = trace.program.checker.getSymbolAtLocation(node)
    return symbol === undefined ? null : trace.ofSymbol(symbol)
  }
  const specifier = requiredSpecifier(node)
  return specifier === null ? null : originInModule(trace, specifier, 'default')
}

function originOfMember(trace: Trace, left: ts.Node, name: ts.MemberName | ts.Identifier): Origin | null {
  const owner = trace.of(left)
  if (owner !== null) return memberOf(owner, name.text)
  if (!isNamespace(trace, bareExpression(left))) return null
  const symbol = trace.program.checker.getSymbolAtLocation(name)
  return symbol === undefined || !isImportedName(symbol) ? null : trace.ofSymbol(symbol)
}

/** Members of other things come from no import, and asking for their symbols makes the checker infer types. */
function isNamespace({ program: { checker } }: Trace, node: ts.Node): boolean {
  const declaration = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.declarations?.[0] : undefined
  return declaration !== undefined && (ts.isNamespaceImport(declaration) || ts.isImportClause(declaration))
}

function isImportedName(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0]
  return declaration !== undefined && (ts.isExportSpecifier(declaration) || ts.isImportSpecifier(declaration))
}

function memberOf(owner: Origin, name: string): Origin {
  return owner.name === 'default' ? { ...owner, name } : { ...owner, name: `${owner.name}.${name}` }
}

function originOfDeclaration(trace: Trace, declaration: ts.Declaration | undefined): Origin | null {
  if (declaration === undefined) return null
  if (ts.isImportSpecifier(declaration))
    return originInModule(trace, declaration.parent.parent.parent.moduleSpecifier, nameOf(declaration))
  if (ts.isImportClause(declaration))
    return originInModule(trace, declaration.parent.moduleSpecifier, 'default')
  if (ts.isNamespaceImport(declaration))
    return originInModule(trace, declaration.parent.parent.moduleSpecifier, '*')
  if (ts.isImportEqualsDeclaration(declaration)) return originOfImportEquals(trace, declaration)
  if (ts.isExportSpecifier(declaration)) return originOfExport(trace, declaration)
  if (ts.isExportAssignment(declaration)) return trace.of(declaration.expression)
  if (ts.isVariableDeclaration(declaration)) return originOfVariable(trace, declaration)
  return ts.isBindingElement(declaration) ? originOfBinding(trace, declaration) : null
}

function nameOf({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text
}

function originOfImportEquals(trace: Trace, { moduleReference }: ts.ImportEqualsDeclaration): Origin | null {
  if (!ts.isExternalModuleReference(moduleReference)) return trace.of(moduleReference)
  return originInModule(trace, moduleReference.expression, 'default')
}

function originOfExport(trace: Trace, specifier: ts.ExportSpecifier): Origin | null {
  const from = specifier.parent.parent.moduleSpecifier
  if (from !== undefined) return originInModule(trace, from, nameOf(specifier))
  const local = trace.program.checker.getExportSpecifierLocalTargetSymbol(specifier)
  return local === undefined ? null : trace.ofSymbol(local)
}

/** An alias of what a package exports is that; what a package's function returns is not. */
function originOfVariable(trace: Trace, { initializer }: ts.VariableDeclaration): Origin | null {
  if (initializer === undefined) return null
  const bare = bareExpression(initializer)
  const alias =
    ts.isIdentifier(bare) || ts.isPropertyAccessExpression(bare) || requiredSpecifier(bare) !== null
  return alias ? trace.of(bare) : null
}

function originOfBinding(trace: Trace, element: ts.BindingElement): Origin | null {
  const { parent } = element.parent
  if (!ts.isVariableDeclaration(parent) || parent.initializer === undefined) return null
  const name = element.propertyName ?? element.name
  const owner = trace.of(parent.initializer)
  return owner === null || !ts.isIdentifier(name) ? null : memberOf(owner, name.text)
}

function originInModule(trace: Trace, specifier: ts.Node, name: string): Origin | null {
  if (!ts.isStringLiteralLike(specifier)) return null
  const target = trace.program.checker.getSymbolAtLocation(specifier)
  const source = target?.declarations?.find(ts.isSourceFile)
  if (target === undefined || source === undefined || trace.program.fileOf(source) === null)
    return originOfSpecifier(specifier.text, name)
  const exported = trace.program.checker.tryGetMemberInModuleExports(name, target)
  return exported === undefined ? originPassedOn(trace, source, name) : trace.ofSymbol(exported)
}

function originOfSpecifier(specifier: string, name: string): Origin | null {
  const owner = packageOf(specifier)
  return owner === null ? null : { package: owner, name: name === '*' ? 'default' : name }
}

/** `export * from 'package'`: where the package is not installed, any name may come from it. */
function originPassedOn(trace: Trace, source: ts.SourceFile, name: string): Origin | null {
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause !== undefined) continue
    const origin =
      statement.moduleSpecifier === undefined ? null : originInModule(trace, statement.moduleSpecifier, name)
    if (origin !== null) return origin
  }
  return null
}

/** `require('x')` and `await import('x')`. */
export function requiredSpecifier(node: ts.Node): ts.StringLiteralLike | null {
  const call = ts.isAwaitExpression(node) ? node.expression : node
  if (!ts.isCallExpression(call)) return null
  const { expression } = call
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  const first = call.arguments[0]
  return loads && first !== undefined && ts.isStringLiteralLike(first) ? first : null
}

/** `@nestjs/common` of `@nestjs/common/decorators`; Node's own without their prefix; null for a path. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('#')) return null
  const [first = '', second = ''] = specifier.replace(/^node:/, '').split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}
