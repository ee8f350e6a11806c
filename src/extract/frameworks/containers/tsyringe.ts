import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import { askForClasses } from './asked-by-classes.js'
import { bindClass } from './bind-class.js'
import { classMade } from './class-made.js'
import { type Container, createContainer } from './container.js'
import { type ContainerCall, containerCalls } from './container-calls.js'
import { tokenOf } from './token.js'

const kind = {
  packages: ['tsyringe'],
  names: ['container', 'DependencyContainer', 'container.createChildContainer'],
}

export const tsyringe: Reader = {
  packages: kind.packages,
  read: reading => {
    const { survey, draft } = reading
    const container = createContainer()
    const style = {
      packages: kind.packages,
      classes: ['injectable', 'singleton', 'scoped', 'autoInjectable'],
    }
    askForClasses(survey, container, { ...style, inject: ['inject', 'injectAll'] })
    for (const each of containerCalls(survey, kind, [
      'register',
      'registerSingleton',
      'registerType',
      'registerInstance',
    ]))
      bind({ ...reading, container }, each)
    for (const { call, token, into, property } of containerCalls(survey, kind, ['resolve', 'resolveAll']))
      container.ask({ into, token: tokenOf(survey, token), by: 'lookup', property, at: call })
    container.settle(draft)
  },
}

/** `register('Mailer', { useClass: SmtpMailer })`, `registerSingleton(Users)`, `registerInstance('Clock', clock)`. */
function bind(reading: Reading & { readonly container: Container }, { call, token }: ContainerCall): void {
  const { survey, draft, container } = reading
  const second = call.arguments[1]
  const given = second === undefined ? token : bareExpression(second)
  if (!ts.isObjectLiteralExpression(given)) {
    bindClass(reading, { token, bound: given, at: call })
    return
  }
  for (const name of ['useClass', 'useFactory', 'useValue', 'useToken']) {
    const bound = propertyOf(given, name)
    if (bound === null) continue
    if (name === 'useClass' || name === 'useToken') bindClass(reading, { token, bound, at: call })
    else container.bind(tokenOf(survey, token), classMade(survey, bound))
  }
  draft.wire(tokenOf(survey, token).id, token)
}
