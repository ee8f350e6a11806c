import { ts } from 'ts-morph'
import type { Role } from '../framework.js'
import type { Reading } from '../reading.js'
import { type Decoration, decorationsOf } from '../survey/decorators.js'
import { bareExpression, returnedExpression } from '../survey/expressions.js'
import { originsOfValue } from '../survey/receiver.js'
import { elementsOf } from '../survey/values.js'

/** Guards, interceptors, pipes and filters where they are put in front of handlers, and middleware. */
export function readEnhancers(reading: Reading): void {
  for (const each of reading.survey.classes) {
    readDecorations(reading, each)
    for (const member of each.members) readDecorations(reading, member)
  }
  for (const [name, role] of Object.entries(globalCalls))
    for (const call of reading.survey.callsNamed(name)) readGlobal(reading, call, role)
  for (const call of reading.survey.callsNamed('apply')) readConsumer(reading, call)
}

const decoratorRoles: Readonly<Record<string, Role>> = {
  UseGuards: 'guard',
  UseInterceptors: 'interceptor',
  UsePipes: 'pipe',
  UseFilters: 'filter',
}

const globalCalls: Readonly<Record<string, Role>> = {
  useGlobalGuards: 'guard',
  useGlobalInterceptors: 'interceptor',
  useGlobalPipes: 'pipe',
  useGlobalFilters: 'filter',
}

function readDecorations(reading: Reading, node: ts.Node): void {
  for (const decoration of decorationsOf(reading.survey, node)) {
    const role = roleOf(decoration)
    if (role === undefined) continue
    for (const each of decoration.args) giveRole(reading, each, role)
  }
}

function roleOf({ origin }: Decoration): Role | undefined {
  return origin?.package === '@nestjs/common' ? decoratorRoles[origin.name] : undefined
}

function giveRole({ survey, draft }: Reading, argument: ts.Node, role: Role): string | null {
  const node = bareExpression(argument)
  const named = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression : node
  const declaration = survey.declared.classOf(named) ?? survey.declared.of(named)
  const id = declaration === null ? null : survey.declared.idOf(declaration)
  draft.role(id, role, { at: argument })
  return id
}

function readGlobal(reading: Reading, call: ts.CallExpression, role: Role): void {
  for (const each of call.arguments) reading.draft.wire(giveRole(reading, each, role), each)
}

/** `consumer.apply(Tracing).forRoutes('*')` in a module. */
function readConsumer(reading: Reading, call: ts.CallExpression): void {
  const { expression } = call
  if (!ts.isPropertyAccessExpression(expression)) return
  const origins = originsOfValue(reading.survey, expression.expression)
  if (!origins.some(({ name, package: from }) => name === 'MiddlewareConsumer' && from === '@nestjs/common'))
    return
  for (const each of call.arguments) {
    const parts = ts.isSpreadElement(each) ? elementsOf(reading.survey, each.expression) : [each]
    for (const part of parts)
      reading.draft.wire(giveRole(reading, returnedExpression(part), 'middleware'), part)
  }
}
