import { ts } from 'ts-morph'
import { bareExpression, returnedExpression, writtenText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'

/** What a container knows a dependency by. */
export interface Token {
  /** Equal for the same token, however it is written. */
  readonly key: string
  /** `id` of a class of the program, or the token as written. */
  readonly text: string
  /** `id` of the class that the token is; null for other tokens. */
  readonly id: string | null
  /** Whether it is wrapped to break a cycle: `forwardRef(() => X)`. */
  readonly forward: boolean
}

/** Functions that wrap a token which is not there yet. */
const wrappers = ['forwardRef', 'delay', 'LazyServiceIdentifier', 'LazyServiceIdentifer']

/** The token of an expression: a class, a text, a symbol, a constant that holds one of them. */
export function tokenOf(survey: Survey, expression: ts.Node): Token {
  const bare = bareExpression(expression)
  const inner = wrappedToken(survey, bare)
  if (inner !== null) return { ...tokenOf(survey, inner), forward: true }
  const node = returnedExpression(bare)
  const found = survey.declared.classOf(node)
  const id = found === null ? null : survey.declared.idOf(found)
  if (id !== null) return { key: id, text: id, id, forward: false }
  return { key: keyOf(survey, node), text: writtenText(node), id: null, forward: false }
}

function wrappedToken(survey: Survey, node: ts.Node): ts.Node | null {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null
  const first = node.arguments?.[0]
  const name = survey.origins.of(node.expression)?.name
  return first !== undefined && name !== undefined && wrappers.includes(name)
    ? returnedExpression(first)
    : null
}

function keyOf(survey: Survey, node: ts.Node): string {
  const text = survey.texts.of(node)
  if (text !== null) return `'${text}'`
  const origin = survey.origins.of(node)
  if (origin !== null) return `${origin.package}#${origin.name}`
  const declaration = survey.declared.of(node)
  const place = declaration === null ? null : survey.program.placeOf(declaration)
  return place === null ? writtenText(node) : `${place.file}:${place.line}:${place.column}`
}
