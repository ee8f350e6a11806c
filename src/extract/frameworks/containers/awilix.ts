import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { bareExpression, nameText } from '../survey/expressions.js'
import { classMade } from './class-made.js'
import { type Container, createContainer } from './container.js'
import { containerCalls } from './container-calls.js'
import type { Token } from './token.js'

const packages = ['awilix', '@fastify/awilix', 'awilix-express', 'awilix-koa']
const kind = { packages, names: ['createContainer', 'AwilixContainer', 'diContainer'] }

/** Names are the tokens: those that are registered, those of parameters or of what a parameter is taken apart into. */
export const awilix: Reader = {
  packages,
  read: reading => {
    const { survey, draft } = reading
    const container = createContainer()
    for (const { call, token } of containerCalls(survey, kind, ['register']))
      for (const each of registrations(call, token)) bind({ ...reading, container }, each)
    for (const { call, token, into, property } of containerCalls(survey, kind, ['resolve'])) {
      const name = survey.texts.of(token)
      if (name !== null) container.ask({ into, token: named(name), by: 'lookup', property, at: call })
    }
    container.settle(draft)
  },
}

interface Registration {
  readonly name: string
  readonly value: ts.Node
}

/** `register({ users: asClass(Users) })`, `register('users', asClass(Users))`. */
function registrations(call: ts.CallExpression, first: ts.Node): readonly Registration[] {
  const bare = bareExpression(first)
  const second = call.arguments[1]
  if (ts.isStringLiteralLike(bare)) return second === undefined ? [] : [{ name: bare.text, value: second }]
  if (!ts.isObjectLiteralExpression(bare)) return []
  return bare.properties.flatMap(property => {
    const name = property.name === undefined ? null : nameText(property.name)
    return name === null || !ts.isPropertyAssignment(property) ? [] : [{ name, value: property.initializer }]
  })
}

function named(name: string): Token {
  return { key: name, text: `'${name}'`, id: null, forward: false }
}

/** `asClass(Users).singleton()`, `asFunction(makeUsers)`, `asValue(clock)`. */
function bind(
  { survey, draft, container }: Reading & { readonly container: Container },
  { name, value }: Registration,
): void {
  const call = innermostCall(value)
  const [made] = call?.arguments ?? []
  const resolver = call === null ? null : survey.origins.of(call.expression)
  if (made === undefined || resolver === null || !packages.includes(resolver.package)) return
  container.bind(named(name), classMade(survey, made))
  const declaration = survey.declared.classOf(made) ?? survey.declared.of(made)
  const id = declaration === null ? null : survey.declared.idOf(declaration)
  draft.wire(id, made)
  if (declaration === null || resolver.name === 'asValue') return
  draft.role(id, 'provider', { at: value })
  for (const parameter of parametersOf(declaration)) askFor({ container, into: id }, parameter)
}

function innermostCall(node: ts.Node): ts.CallExpression | null {
  const bare = bareExpression(node)
  if (!ts.isCallExpression(bare)) return null
  return ts.isPropertyAccessExpression(bare.expression)
    ? (innermostCall(bare.expression.expression) ?? bare)
    : bare
}

function parametersOf(declaration: ts.Declaration): readonly ts.ParameterDeclaration[] {
  if (ts.isClassLike(declaration))
    return declaration.members.find(ts.isConstructorDeclaration)?.parameters ?? []
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration
  return value !== undefined && ts.isFunctionLike(value) ? value.parameters : []
}

function askFor(
  { container, into }: { readonly container: Container; readonly into: string | null },
  parameter: ts.ParameterDeclaration,
): void {
  const { name } = parameter
  const parts = ts.isObjectBindingPattern(name) ? name.elements : [parameter]
  for (const part of parts) {
    const property = nameText(
      'propertyName' in part && part.propertyName !== undefined ? part.propertyName : part.name,
    )
    if (property !== null) container.ask({ into, token: named(property), by: 'token', property, at: part })
  }
}
