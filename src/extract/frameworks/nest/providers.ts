import { ts } from 'ts-morph'
import { classMade } from '../containers/class-made.js'
import { tokenOf } from '../containers/token.js'
import type { Role } from '../framework.js'
import { propertyOf, returnedExpression, writtenText } from '../survey/expressions.js'
import { elementsOf, initialValue, returnedBy } from '../survey/values.js'
import type { ModuleReading } from './nest-reading.js'
import { scopeKinds } from './scopes.js'

/** One element of `providers`, in whatever form: a class, an object, a constant or a call that gives one. */
export function readProvider(reading: ModuleReading, element: ts.Node): void {
  const { survey, draft, container } = reading
  if (ts.isObjectLiteralExpression(element)) {
    readObject(reading, element)
    return
  }
  const declaration = survey.declared.classOf(element)
  if (declaration !== null) {
    const id = survey.declared.idOf(declaration)
    draft.role(id, 'provider', { at: element, text: `${writtenText(element)} in providers` })
    container.bind(tokenOf(survey, element), id)
    return
  }
  const value = ts.isCallExpression(element) ? calledValue(reading, element) : initialValue(survey, element)
  if (value !== null && value !== element) readProvider(reading, value)
}

function calledValue({ survey }: ModuleReading, { expression }: ts.CallExpression): ts.Node | null {
  const declaration = survey.declared.of(expression)
  return declaration === null ? null : returnedBy(declaration)
}

function readObject(reading: ModuleReading, provider: ts.ObjectLiteralExpression): void {
  const { survey, draft, container } = reading
  const provide = propertyOf(provider, 'provide')
  const bound = boundBy(reading, provider)
  if (provide !== null) container.bind(tokenOf(survey, provide), bound)
  readFactory(reading, provider)
  readScope(reading, provider, bound)
  const used = propertyOf(provider, 'useClass') ?? propertyOf(provider, 'useExisting')
  const declaration = used === null ? null : survey.declared.classOf(used)
  if (declaration === null || used === null) return
  const id = survey.declared.idOf(declaration)
  draft.role(id, 'provider', { at: used, text: writtenText(provider) })
  const role = provide === null ? undefined : globalRoles[survey.origins.of(provide)?.name ?? '']
  if (role !== undefined) draft.role(id, role, { at: provider })
}

/** Tokens under which the framework takes what holds for the whole program. */
const globalRoles: Readonly<Record<string, Role>> = {
  APP_GUARD: 'guard',
  APP_INTERCEPTOR: 'interceptor',
  APP_PIPE: 'pipe',
  APP_FILTER: 'filter',
}

function boundBy({ survey }: ModuleReading, provider: ts.ObjectLiteralExpression): string | null {
  for (const name of ['useClass', 'useExisting', 'useFactory', 'useValue']) {
    const value = propertyOf(provider, name)
    if (value !== null) return classMade(survey, value)
  }
  return null
}

/** What a factory is given, in order of its parameters. */
function readFactory(reading: ModuleReading, provider: ts.ObjectLiteralExpression): void {
  const { survey, draft, container, owner } = reading
  const factory = propertyOf(provider, 'useFactory')
  if (factory === null) return
  if (isAsync(reading, factory)) draft.lifecycle(asked(reading, provider), 'async-provider', provider)
  const inject = propertyOf(provider, 'inject')
  const into = asked(reading, provider) ?? owner
  if (inject === null || into === null) return
  for (const [index, element] of elementsOf(survey, inject).entries()) {
    const named = ts.isObjectLiteralExpression(element) ? propertyOf(element, 'token') : element
    const token = tokenOf(survey, named ?? element)
    container.ask({ into, token, by: 'token', property: parameterName(reading, factory, index), at: element })
  }
}

/** The class that is made by a provider, or the module that makes something else. */
function asked(reading: ModuleReading, provider: ts.ObjectLiteralExpression): string | null {
  const provide = propertyOf(provider, 'provide')
  const token = provide === null ? null : reading.survey.declared.classOf(provide)
  return token === null ? reading.owner : reading.survey.declared.idOf(token)
}

function functionOf({ survey }: ModuleReading, factory: ts.Node): ts.SignatureDeclaration | null {
  const node =
    ts.isIdentifier(factory) || ts.isPropertyAccessExpression(factory) ? survey.declared.of(factory) : factory
  if (node === null) return null
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined)
    return ts.isFunctionLike(node.initializer) ? node.initializer : null
  return ts.isFunctionLike(node) ? node : null
}

function isAsync(reading: ModuleReading, factory: ts.Node): boolean {
  const node = functionOf(reading, factory)
  if (node === null) return false
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return true
  const returned = returnedExpression(node)
  return (
    returned !== node &&
    reading.survey.program.checker.getTypeAtLocation(returned).getSymbol()?.name === 'Promise'
  )
}

function parameterName(reading: ModuleReading, factory: ts.Node, index: number): string | null {
  const name = functionOf(reading, factory)?.parameters[index]?.name
  return name !== undefined && ts.isIdentifier(name) ? name.text : null
}

function readScope(reading: ModuleReading, provider: ts.ObjectLiteralExpression, bound: string | null): void {
  const scope = propertyOf(provider, 'scope')
  const kind = scope === null ? undefined : scopeKinds[reading.survey.origins.of(scope)?.name ?? '']
  if (kind !== undefined) reading.draft.lifecycle(bound ?? asked(reading, provider), kind, provider)
}
