import { ts } from 'ts-morph'
import { bareExpression, returnedExpression, writtenText } from './expressions.js'
import type { Origin } from './origin.js'
import type { Survey } from './survey.js'

/** A decorator as it is applied; one of the program that composes others counts as those. */
export interface Decoration {
  /** Null when the program declares it itself. */
  readonly origin: Origin | null
  readonly args: readonly ts.Expression[]
  /** `@Get('users')` where it stands on the declaration. */
  readonly at: ts.Decorator
  /** The decorator's name and arguments, also where a composed one holds it. */
  readonly call: ts.Node
}

/** Decorators of a class, a member or a parameter, composed ones taken apart. */
export function decorationsOf(survey: Survey, node: ts.Node): readonly Decoration[] {
  if (!ts.canHaveDecorators(node)) return []
  return (ts.getDecorators(node) ?? []).flatMap(at =>
    takeApart(survey, { at, call: at.expression, depth: 0 }),
  )
}

export function findDecoration(
  decorations: readonly Decoration[],
  packages: readonly string[],
  names: readonly string[],
): Decoration | undefined {
  return decorations.find(({ origin }) => isFrom(origin, packages, names))
}

export function isFrom(
  origin: Origin | null,
  packages: readonly string[],
  names: readonly string[],
): boolean {
  return origin !== null && names.includes(origin.name) && packages.includes(origin.package)
}

interface Applied {
  readonly at: ts.Decorator
  readonly call: ts.Node
  readonly depth: number
  /** Arguments of the decorator that composes it, for what it passes on. */
  readonly given?: readonly ts.Expression[]
}

function takeApart(survey: Survey, { at, call, depth, given = [] }: Applied): readonly Decoration[] {
  const bare = bareExpression(call)
  const called = ts.isCallExpression(bare) ? bareExpression(bare.expression) : bare
  const written = ts.isCallExpression(bare) ? bare.arguments : []
  const args = written.some(each => !ts.isIdentifier(each)) || given.length === 0 ? written : given
  const origin = survey.origins.of(called)
  const own: Decoration = { origin, args, at, call: bare }
  if (origin !== null || depth > deepest) return [own]
  const parts = composedOf(survey, called)
  return [own, ...parts.flatMap(part => takeApart(survey, { at, call: part, depth: depth + 1, given: args }))]
}

const deepest = 4

/** What a decorator of the program gives to `applyDecorators(…)`, or applies itself: `Module(metadata)(target)`. */
function composedOf(survey: Survey, called: ts.Node): readonly ts.Node[] {
  const declaration = survey.declared.of(called)
  if (declaration === null) return []
  const known = survey.composed.get(declaration)
  if (known !== undefined) return known
  const body = bodyOf(declaration)
  const parts = [
    ...(body === null ? [] : composed(survey, returnedExpression(body))),
    ...applied(declaration),
  ]
  survey.composed.set(declaration, parts)
  return parts
}

function composed(survey: Survey, value: ts.Node): readonly ts.Node[] {
  if (!ts.isCallExpression(value)) return []
  if (survey.origins.of(value.expression)?.name !== 'applyDecorators') return []
  return value.arguments.flatMap(each => (ts.isSpreadElement(each) ? spreadParts(each) : [each]))
}

function spreadParts({ expression }: ts.SpreadElement): readonly ts.Node[] {
  const bare = bareExpression(expression)
  return ts.isArrayLiteralExpression(bare) ? bare.elements : []
}

/** Calls of what a call returns, within a decorator's function. */
function applied(declaration: ts.Declaration): readonly ts.Node[] {
  if (!ts.isFunctionDeclaration(declaration) && !ts.isVariableDeclaration(declaration)) return []
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isCallExpression(node.expression)) found.push(node.expression)
    ts.forEachChild(node, visit)
  }
  visit(declaration)
  return found
}

function bodyOf(declaration: ts.Declaration): ts.Node | null {
  if (ts.isFunctionDeclaration(declaration) && declaration.body !== undefined) {
    const returned = declaration.body.statements.find(ts.isReturnStatement)?.expression
    return returned === undefined ? null : bareExpression(returned)
  }
  return ts.isVariableDeclaration(declaration) ? (declaration.initializer ?? null) : null
}

export function decorationText({ call }: Decoration): string {
  return `@${writtenText(call)}`
}
