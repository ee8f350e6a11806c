import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { propertyOf } from '../survey/expressions.js'
import { askForClasses } from './asked-by-classes.js'
import { bindClass } from './bind-class.js'
import { type Container, createContainer } from './container.js'
import { containerCalls } from './container-calls.js'
import { tokenOf } from './token.js'

const packages = ['typedi', 'typeorm-typedi-extensions']
const kind = { packages, names: ['Container', 'default', 'ContainerInstance'] }

export const typedi: Reader = {
  packages,
  read: reading => {
    const { survey, draft } = reading
    const container = createContainer()
    const asking = { ...reading, container }
    askForClasses(survey, container, { packages, classes: ['Service'], inject: ['Inject', 'InjectMany'] })
    for (const each of survey.classes) bindService(asking, each)
    for (const { call, token } of containerCalls(survey, kind, ['set']))
      bindClass(asking, { token, bound: call.arguments[1] ?? token, at: call })
    for (const { call, token, into, property } of containerCalls(survey, kind, ['get', 'getMany']))
      container.ask({ into, token: tokenOf(survey, token), by: 'lookup', property, at: call })
    container.settle(draft)
  },
}

/** `@Service('mailer')`, `@Service({ id: MAILER })`. */
function bindService(
  { survey, container }: Reading & { readonly container: Container },
  node: ts.ClassLikeDeclaration,
): void {
  const [first] = findDecoration(decorationsOf(survey, node), packages, ['Service'])?.args ?? []
  if (first === undefined) return
  const id = ts.isObjectLiteralExpression(first) ? propertyOf(first, 'id') : first
  if (id !== null) container.bind(tokenOf(survey, id), survey.declared.idOf(node))
}
