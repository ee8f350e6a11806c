import { ts } from 'ts-morph'
import { createDeclarationFinder, type FindDeclarations } from '../../program/find-declarations.js'
import type { Program } from '../../program/program.js'

/** An operation in the code. */
export interface FoundOperation {
  readonly symbol: ts.Symbol
  /** What can be called; one without parameters where a property is read. */
  readonly signatures: readonly ts.Signature[]
  /** Type of the property where nothing is called. */
  readonly value: ts.Type | null
  /** The one with a body; null for an interface, an abstract method, a declaration alone. */
  readonly implementation: ts.SignatureDeclaration | null
}

export interface OperationKey {
  /** `file#name`. */
  readonly id: string
  /** Null when the symbol itself is called. */
  readonly member: string | null
}

/** Looks operations up by their id; null where the file does not declare it. */
export function createOperationFinder(program: Program): (key: OperationKey) => FoundOperation | null {
  const findDeclarations = createDeclarationFinder(program)
  return key => findBySymbol(key, program) ?? findByText(key, program, findDeclarations)
}

/** Through the checker, which knows what is inherited. */
function findBySymbol({ id, member }: OperationKey, program: Program): FoundOperation | null {
  const owner = findSymbol(id, program)
  if (owner === null) return null
  const { checker } = program
  const symbol = member === null ? owner : findMember(owner, member, checker)
  if (symbol === null) return null
  const type = checker.getTypeOfSymbol(symbol)
  const signatures = checker.getNonNullableType(type).getCallSignatures()
  return {
    symbol,
    signatures,
    value: signatures.length === 0 ? type : null,
    implementation: findBody(symbol),
  }
}

/** Through the text, for what the checker takes for no export: `exports.priceOf = function () {}`. */
function findByText(
  { id, member }: OperationKey,
  { checker }: Program,
  findDeclarations: FindDeclarations,
): FoundOperation | null {
  for (const declaration of findDeclarations(id, member)) {
    const implementation = functionOf(declaration)
    const { symbol } = (implementation ?? declaration) as { readonly symbol?: ts.Symbol }
    const signature =
      implementation === null ? undefined : checker.getSignatureFromDeclaration(implementation)
    if (symbol !== undefined && signature !== undefined)
      return { symbol, signatures: [signature], value: null, implementation }
  }
  return null
}

/** What a file declares at its top, or exports, under a name. */
export function findSymbol(id: string, { fileAt, checker }: Program): ts.Symbol | null {
  const cut = id.lastIndexOf('#')
  const file = fileAt(id.slice(0, cut))
  if (file === null) return null
  const name = id.slice(cut + 1)
  const module = checker.getSymbolAtLocation(file.source)
  const exported =
    module === undefined ? undefined : checker.getExportsOfModule(module).find(each => each.name === name)
  const found = findDeclared(file.source, name, checker) ?? exported
  if (found === undefined) return null
  return (found.flags & ts.SymbolFlags.Alias) === 0 ? found : checker.getAliasedSymbol(found)
}

function findDeclared(source: ts.SourceFile, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  for (const statement of source.statements) {
    const declarations = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations
      : [statement]
    for (const declaration of declarations) {
      const { name: declared } = declaration as { readonly name?: ts.Node }
      if (declared !== undefined && ts.isIdentifier(declared) && declared.text === name)
        return checker.getSymbolAtLocation(declared)
    }
  }
  return undefined
}

/** Of an instance first, then of the class or object itself. */
function findMember(owner: ts.Symbol, member: string, checker: ts.TypeChecker): ts.Symbol | null {
  const hasInstances =
    (owner.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) !== 0
  const types = [
    ...(hasInstances ? [checker.getDeclaredTypeOfSymbol(owner)] : []),
    ...((owner.flags & ts.SymbolFlags.Value) === 0 ? [] : [checker.getTypeOfSymbol(owner)]),
  ]
  for (const type of types) {
    const found = checker.getPropertyOfType(type, member)
    if (found !== undefined) return found
  }
  return null
}

function findBody({ declarations = [] }: ts.Symbol): ts.SignatureDeclaration | null {
  for (const declaration of declarations) {
    const found = functionOf(declaration)
    if (found !== null && (found as { readonly body?: ts.Node }).body !== undefined) return found
  }
  return null
}

/** The function that a declaration is, or holds. */
export function functionOf(declaration: ts.Node): ts.SignatureDeclaration | null {
  if (ts.isFunctionLike(declaration)) return declaration
  const value = heldBy(declaration)
  return value !== undefined && ts.isFunctionLike(value) ? value : null
}

function heldBy(declaration: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(declaration)) return declaration.right
  const parent = declaration.parent as ts.Node | undefined
  if (parent !== undefined && ts.isBinaryExpression(parent)) return parent.right
  if (ts.isExportAssignment(declaration)) return declaration.expression
  return (declaration as { readonly initializer?: ts.Node }).initializer
}
