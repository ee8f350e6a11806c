import { ts } from 'ts-morph'
import { packageOf } from '../../calls/index.js'
import type { Program } from '../../program/program.js'

/** What a call runs, as far as can be told. */
export type Callee =
  | { readonly kind: 'body'; readonly declaration: ts.Node }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'language' }
  | { readonly kind: 'argument' }
  | { readonly kind: 'unknown' }

type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression

/** Leads a call to the body that it runs, or to the package that has it. */
export function findCallee(call: Call, program: Program): Callee {
  const { checker } = program
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return { kind: 'language' }
  const declaration = checker.getResolvedSignature(call)?.declaration ?? classOf(callee, checker)
  if (declaration === undefined || ts.isJSDocSignature(declaration)) return byName(callee, program)
  const source = declaration.getSourceFile()
  if (source.isDeclarationFile && program.fileOf(source) === null) return describeLibrary(source.fileName)
  if (ts.isClassLike(declaration) || ('body' in declaration && declaration.body !== undefined))
    return { kind: 'body', declaration }
  return isArgument(callee, checker) ? { kind: 'argument' } : { kind: 'unknown' }
}

/** A class without a constructor of its own. */
function classOf(callee: ts.Expression, checker: ts.TypeChecker): ts.ClassLikeDeclaration | undefined {
  const symbol = checker.getSymbolAtLocation(callee)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = target?.valueDeclaration
  return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined
}

function describeLibrary(file: string): Callee {
  const inside = file.split('/node_modules/').at(-1) ?? ''
  if (inside.startsWith('typescript/lib/') || inside === file) return { kind: 'language' }
  if (/^@types\/node\/(?:globals|compatibility\/)/.test(inside)) return { kind: 'language' }
  const [first = '', second = ''] = inside.split('/')
  if (first === '@types') return { kind: 'package', name: second === 'node' ? nodeModule(inside) : second }
  return { kind: 'package', name: first.startsWith('@') ? `${first}/${second}` : first }
}

function nodeModule(inside: string): string {
  return (inside.split('/').at(-1) ?? '').replace(/\.d\.ts$/, '')
}

/** A package that is not installed has no declarations, but an import names it. */
function byName(callee: ts.Expression, program: Program): Callee {
  const name = packageOf(callee, program)
  if (name !== null) return { kind: 'package', name }
  let at: ts.Node = callee
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = at.expression
  if (ts.isLiteralExpression(at) || ts.isArrayLiteralExpression(at)) return { kind: 'language' }
  if (isOfLanguage(at, program.checker)) return { kind: 'language' }
  return isArgument(at, program.checker) ? { kind: 'argument' } : { kind: 'unknown' }
}

/** `Error.captureStackTrace`: a global of the language may have more than our version of the language knows. */
function isOfLanguage(node: ts.Node, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? []
  return (
    declarations.length > 0 &&
    declarations.every(each => /\/typescript\/lib\/lib\.[\w.]+$/.test(each.getSourceFile().fileName))
  )
}

/** A function that was handed in: what it does is the caller's business. */
function isArgument(node: ts.Node, checker: ts.TypeChecker): boolean {
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration
  if (declaration === undefined || !ts.isParameter(declaration)) return false
  return !ts.isParameterPropertyDeclaration(declaration, declaration.parent)
}
