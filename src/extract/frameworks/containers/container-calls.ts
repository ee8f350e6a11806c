import { ts } from 'ts-morph'
import { around, bareExpression, nameText } from '../survey/expressions.js'
import { originsOfValue } from '../survey/receiver.js'
import type { Survey } from '../survey/survey.js'

/** A call on a container: `container.resolve(Users)`. */
export interface ContainerCall {
  readonly call: ts.CallExpression
  readonly token: ts.Node
  /** `id` of the class or function around; null at the top of a file. */
  readonly into: string | null
  /** The name that is given to the result. */
  readonly property: string | null
}

/** What of a package is a container. */
export interface ContainerKind {
  readonly packages: readonly string[]
  readonly names: readonly string[]
}

export function containerCalls(
  survey: Survey,
  { packages, names }: ContainerKind,
  methods: readonly string[],
): readonly ContainerCall[] {
  return methods.flatMap(method =>
    survey.callsNamed(method).flatMap(call => {
      const [token] = call.arguments
      if (token === undefined || !ts.isPropertyAccessExpression(call.expression)) return []
      const origins = originsOfValue(survey, call.expression.expression)
      if (!origins.some(each => packages.includes(each.package) && names.includes(each.name))) return []
      return [{ call, token, into: holderOf(survey, call), property: givenName(call) }]
    }),
  )
}

function holderOf({ declared }: Survey, call: ts.Node): string | null {
  const owner = around(call, ts.isClassLike) ?? outermostFunction(call)
  return owner === null ? null : declared.idOf(owner)
}

function outermostFunction(call: ts.Node): ts.Node | null {
  let found: ts.Node | null = null
  for (let at: ts.Node | undefined = call.parent; at !== undefined; at = at.parent)
    if (ts.isFunctionLike(at) || ts.isVariableDeclaration(at)) found = at
  return found
}

function givenName(call: ts.CallExpression): string | null {
  const value = ts.isAwaitExpression(call.parent) ? call.parent : call
  const { parent } = value
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return nameText(parent.name)
  if (!ts.isBinaryExpression(parent) || parent.right !== value) return null
  const left = bareExpression(parent.left)
  return ts.isPropertyAccessExpression(left) ? left.name.text : null
}
