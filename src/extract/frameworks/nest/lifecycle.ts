import { ts } from 'ts-morph'
import type { Lifecycle } from '../framework.js'
import type { Reading } from '../reading.js'
import { decorationsOf, findDecoration, isFrom } from '../survey/decorators.js'
import { nameText, propertyOf } from '../survey/expressions.js'
import { common, core } from './packages.js'
import { scopeKinds } from './scopes.js'

/** Methods that the framework calls when the program starts or ends. */
const hooks: Readonly<Record<string, Lifecycle['kind']>> = {
  onModuleInit: 'on-start',
  onApplicationBootstrap: 'on-start',
  onModuleDestroy: 'on-stop',
  beforeApplicationShutdown: 'on-stop',
  onApplicationShutdown: 'on-stop',
}

/** Hooks and scopes of the classes that the framework makes. */
export function readLifecycles(reading: Reading): void {
  for (const each of reading.survey.classes) readClass(reading, each)
}

function readClass(reading: Reading, node: ts.ClassLikeDeclaration): void {
  const { survey, draft } = reading
  const id = survey.declared.idOf(node)
  const decorations = decorationsOf(survey, node)
  const managed = decorations.some(({ origin }) => origin?.package.startsWith('@nestjs/'))
  for (const member of managed ? node.members : []) {
    const kind = ts.isMethodDeclaration(member) ? hooks[nameText(member.name) ?? ''] : undefined
    if (kind !== undefined) draft.lifecycle(id, kind, member)
    if (ts.isConstructorDeclaration(member)) readRequest(reading, id, member)
  }
  const injectable = findDecoration(decorations, scoped, ['Injectable', 'Controller', 'Resolver'])
  const options = injectable?.args.find(ts.isObjectLiteralExpression)
  const scope = options === undefined ? null : propertyOf(options, 'scope')
  const kind = scope === null ? undefined : scopeKinds[survey.origins.of(scope)?.name ?? '']
  if (kind !== undefined && injectable !== undefined) draft.lifecycle(id, kind, injectable.at)
}

const scoped = [...common, '@nestjs/graphql']

/** Who asks for the request lives as long as it does. */
function readRequest({ survey, draft }: Reading, id: string | null, node: ts.ConstructorDeclaration): void {
  for (const parameter of node.parameters) {
    const [token] = findDecoration(decorationsOf(survey, parameter), common, ['Inject'])?.args ?? []
    if (token === undefined) continue
    const origin = survey.origins.of(token)
    if (isFrom(origin, core, ['REQUEST']) || isFrom(origin, ['@nestjs/graphql'], ['CONTEXT']))
      draft.lifecycle(id, 'request-scope', parameter)
  }
}
