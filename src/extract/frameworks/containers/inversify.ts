import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { askForClasses } from './asked-by-classes.js'
import { bindClass } from './bind-class.js'
import { type Container, createContainer } from './container.js'
import { containerCalls } from './container-calls.js'
import { tokenOf } from './token.js'

const packages = ['inversify', 'inversify-inject-decorators']
const kind = { packages, names: ['Container', 'interfaces.Container'] }

export const inversify: Reader = {
  packages,
  read: reading => {
    const { survey, draft } = reading
    const container = createContainer()
    askForClasses(survey, container, { packages, classes: ['injectable'], inject: ['inject', 'multiInject'] })
    for (const call of [...survey.callsNamed('bind'), ...survey.callsNamed('rebind')])
      bind({ ...reading, container }, call)
    for (const { call, token, into, property } of containerCalls(survey, kind, [
      'get',
      'getAsync',
      'getAll',
      'resolve',
    ]))
      container.ask({ into, token: tokenOf(survey, token), by: 'lookup', property, at: call })
    container.settle(draft)
  },
}

const ends = ['to', 'toSelf', 'toConstantValue', 'toDynamicValue', 'toService', 'toConstructor', 'toFactory']

/** `bind(TYPES.Mailer).to(SmtpMailer)`: on a container, or with the function that a container's module gets. */
function bind(reading: Reading & { readonly container: Container }, call: ts.CallExpression): void {
  const [token] = call.arguments
  const link = call.parent
  if (token === undefined || !ts.isPropertyAccessExpression(link) || !ends.includes(link.name.text)) return
  const end = link.parent
  if (!ts.isCallExpression(end)) return
  bindClass(reading, { token, bound: end.arguments[0] ?? token, at: end })
}
