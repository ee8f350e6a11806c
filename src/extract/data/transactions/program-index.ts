import { ts } from 'ts-morph'
import { type CallGraph, isFunction, type Scope } from '../../calls/index.js'
import type { Injection } from '../../frameworks/framework.js'
import type { Program } from '../../program/program.js'

/** What is called within a piece of code. */
export interface CallSite {
  readonly call: ts.CallExpression | ts.NewExpression
  /** The name that is called. */
  readonly name: ts.Node
  readonly text: string
}

/** Classes below a class or interface, through `extends` and `implements`. */
export interface ProgramIndex {
  readonly program: Program
  readonly calls: CallGraph
  /** In order of place, those in nested functions included. */
  readonly callsIn: (code: ts.Node) => readonly CallSite[]
  /** Functions, methods, properties and variables of the repository have this name: asking the checker may pay. */
  readonly isDeclared: (name: string) => boolean
  /** The class that a container puts where `this.users` or `users` stands. */
  readonly boundTo: (receiver: ts.Expression) => ts.ClassLikeDeclaration | null
  readonly heirsOf: (declaration: ts.Node) => readonly ts.ClassLikeDeclaration[]
}

export function indexProgram(calls: CallGraph, injections: readonly Injection[]): ProgramIndex {
  const { program } = calls
  const sites = new Map<ts.Node, readonly CallSite[]>()
  let declared: ReadonlySet<string> | null = null
  let below: ReadonlyMap<ts.Node, readonly ts.ClassLikeDeclaration[]> | null = null
  return {
    program,
    calls,
    callsIn: code => {
      const known = sites.get(code) ?? collectCalls(code)
      sites.set(code, known)
      return known
    },
    isDeclared: name => {
      declared ??= declaredNames(program)
      return declared.has(name)
    },
    boundTo: bindings(program, injections),
    heirsOf: declaration => {
      below ??= indexHeirs(calls)
      return descend(declaration, below)
    },
  }
}

function bindings(program: Program, injections: readonly Injection[]): ProgramIndex['boundTo'] {
  const bound = new Map<string, string>()
  for (const { into, property, bound: target } of injections)
    if (property !== null && target !== null) bound.set(`${into}\0${property}`, target)
  return receiver => {
    const property = propertyOf(receiver)
    const owner = property === null ? undefined : ts.findAncestor(receiver, ts.isClassLike)
    const target = bound.get(`${program.fileOf(receiver)?.path}#${owner?.name?.text}\0${property}`)
    return target === undefined ? null : classOf(program, target)
  }
}

function propertyOf(receiver: ts.Expression): string | null {
  if (ts.isIdentifier(receiver)) return receiver.text
  const ofThis =
    ts.isPropertyAccessExpression(receiver) && receiver.expression.kind === ts.SyntaxKind.ThisKeyword
  return ofThis ? receiver.name.text : null
}

function classOf(program: Program, id: string): ts.ClassLikeDeclaration | null {
  const [path = '', name] = id.split('#')
  for (const statement of program.fileAt(path)?.source.statements ?? []) {
    if (ts.isClassDeclaration(statement) && (statement.name?.text ?? 'default') === name) return statement
  }
  return null
}

function collectCalls(code: ts.Node): readonly CallSite[] {
  const found: CallSite[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const site = siteOf(node)
      if (site !== null) found.push(site)
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(code, visit)
  return found
}

export function siteOf(call: ts.CallExpression | ts.NewExpression): CallSite | null {
  const { expression } = call
  if (ts.isIdentifier(expression)) return { call, name: expression, text: expression.text }
  if (ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.name))
    return { call, name: expression.name, text: expression.name.text }
  return null
}

function declaredNames({ files }: Program): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const named = isFunction(node) || ts.isClassLike(node) || ts.isMethodSignature(node) || isHolder(node)
    if (named && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  for (const { source } of files) ts.forEachChild(source, visit)
  return names
}

type Holder =
  | ts.VariableDeclaration
  | ts.PropertyAssignment
  | ts.PropertyDeclaration
  | ts.PropertySignature
  | ts.ImportSpecifier
  | ts.ImportClause

function isHolder(node: ts.Node): node is Holder {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node)
  )
}

function indexHeirs({
  program,
  references,
}: CallGraph): ReadonlyMap<ts.Node, readonly ts.ClassLikeDeclaration[]> {
  const below = new Map<ts.Node, ts.ClassLikeDeclaration[]>()
  for (const heir of references.heirs) {
    for (const { expression } of heir.heritageClauses?.flatMap(({ types }) => types) ?? []) {
      for (const base of baseDeclarations(expression, program)) {
        const list = below.get(base) ?? []
        // An interface that extends another one is only a step on the way to classes.
        list.push(heir as ts.ClassLikeDeclaration)
        below.set(base, list)
      }
    }
  }
  return below
}

function baseDeclarations(name: ts.Node, { checker }: Program): readonly ts.Node[] {
  const symbol = checker.getSymbolAtLocation(name)
  if (symbol === undefined) return []
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target.declarations ?? []
}

function descend(
  declaration: ts.Node,
  below: ReadonlyMap<ts.Node, readonly ts.ClassLikeDeclaration[]>,
): readonly ts.ClassLikeDeclaration[] {
  const seen = new Set<ts.Node>([declaration])
  for (const base of seen) for (const heir of below.get(base) ?? []) seen.add(heir)
  seen.delete(declaration)
  return [...seen].filter(ts.isClassLike)
}

/** The function that a node is the code of, or stands in. */
export function functionAround(node: ts.Node): Scope | null {
  const found = ts.findAncestor(node, isFunction)
  return found ?? null
}
