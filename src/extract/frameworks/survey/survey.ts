import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { createDeclared, type Declared } from './declared.js'
import { deriveKinship, type Kinship } from './kinship.js'
import { createOrigins, packageOf, requiredSpecifier, type Origins } from './origin.js'
import { createTexts, type Texts } from './text.js'

/** A program as the readers of frameworks look at it: walked once, before any of them. */
export interface Survey extends Kinship {
  readonly program: Program
  readonly origins: Origins
  readonly declared: Declared
  readonly texts: Texts
  /** Packages that any file imports. */
  readonly packages: ReadonlySet<string>
  /** Outside of tests, in the order of files. */
  readonly classes: readonly ts.ClassLikeDeclaration[]
  readonly calls: readonly ts.CallExpression[]
  readonly constructions: readonly ts.NewExpression[]
  /** Decorators that those of the program are made of, as far as they were asked for. */
  readonly composed: Map<ts.Declaration, readonly ts.Node[]>
  /** Decorators as they are applied. */
  readonly decorators: readonly ts.Decorator[]
  /** Calls by the name that they are written with. */
  readonly callsNamed: (name: string) => readonly ts.CallExpression[]
  /** `handlers[name] = …`. */
  readonly elementWrites: readonly ts.BinaryExpression[]
  /** Calls in tests. */
  readonly testCalls: readonly ts.CallExpression[]
}

export function survey(program: Program): Survey {
  const walk: Walk = {
    packages: new Set(),
    classes: [],
    calls: [],
    constructions: [],
    decorators: [],
    elementWrites: [],
    byName: new Map(),
    testCalls: [],
  }
  for (const { source, test } of program.files) visit(source, { walk, test })
  const origins = createOrigins(program)
  const declared = createDeclared(program)
  return {
    ...walk,
    ...deriveKinship(declared, walk.classes),
    composed: new Map(),
    program,
    origins,
    declared,
    texts: createTexts(program, declared),
    callsNamed: name => walk.byName.get(name) ?? [],
  }
}

interface Walk {
  readonly packages: Set<string>
  readonly classes: ts.ClassLikeDeclaration[]
  readonly calls: ts.CallExpression[]
  readonly constructions: ts.NewExpression[]
  readonly decorators: ts.Decorator[]
  readonly elementWrites: ts.BinaryExpression[]
  readonly byName: Map<string, ts.CallExpression[]>
  readonly testCalls: ts.CallExpression[]
}

interface Step {
  readonly walk: Walk
  readonly test: boolean
}

function visit(node: ts.Node, step: Step): void {
  const { walk, test } = step
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(walk, node.moduleSpecifier)
  else if (ts.isExternalModuleReference(node)) note(walk, node.expression)
  else if (ts.isCallExpression(node)) {
    note(walk, requiredSpecifier(node) ?? undefined)
    if (test) walk.testCalls.push(node)
    else noteCall(walk, node)
  } else if (!test && ts.isNewExpression(node)) walk.constructions.push(node)
  else if (!test && ts.isClassLike(node)) walk.classes.push(node)
  else if (!test && ts.isDecorator(node)) walk.decorators.push(node)
  else if (!test && isElementWrite(node)) walk.elementWrites.push(node)
  ts.forEachChild(node, child => visit(child, step))
}

function isElementWrite(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isElementAccessExpression(node.left)
  )
}

function note(walk: Walk, specifier: ts.Expression | undefined): void {
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
  const owner = packageOf(specifier.text)
  if (owner !== null) walk.packages.add(owner)
}

function noteCall(walk: Walk, call: ts.CallExpression): void {
  walk.calls.push(call)
  const { expression } = call
  const name = ts.isIdentifier(expression)
    ? expression.text
    : ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : null
  if (name === null) return
  const known = walk.byName.get(name)
  if (known === undefined) walk.byName.set(name, [call])
  else known.push(call)
}
