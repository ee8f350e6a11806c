import { ts } from 'ts-morph'
import type { Role } from '../../frameworks/framework.js'
import { type Decide, hasRole, type Subject } from '../subject.js'

const kernel: readonly Role[] = [
  'guard',
  'interceptor',
  'pipe',
  'filter',
  'middleware',
  'decorator',
  'logger',
]

/** What surrounds the handling of requests on both sides: guards, pipes, filters, decorators, loggers. */
export const decideKernel: Decide = subject => {
  const role = hasRole(subject, kernel)
  if (role !== null) {
    const text = `${subject.symbol.name} is a ${role.role} (${role.text})`
    return { treatment: 'shared-kernel', reason: { text, place: role.place } }
  }
  if (/^I?(?:[A-Z]\w*)?Logger(?:Port|Service|Interface)?$/.test(subject.symbol.name)) {
    const text = `${subject.symbol.name} writes logs, which both sides do`
    return { treatment: 'shared-kernel', reason: { text, place: subject.symbol.place } }
  }
  const applied = subject.uses.find(({ usage, member }) => usage === 'decorate' && member === null)
  const isDecorator =
    applied !== undefined && (subject.symbol.kind === 'function' || isDecoratorValue(subject))
  if (!isDecorator) return null
  const text = `${subject.symbol.name} decorates declarations on the other side`
  return { treatment: 'shared-kernel', reason: { text, place: applied.place } }
}

/** `createParamDecorator(…)` and the like make a value that can be called. */
function isDecoratorValue({ symbol, declarations }: Subject): boolean {
  const [declaration] = declarations
  const value =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return (
    symbol.kind === 'constant' &&
    value !== undefined &&
    ts.isCallExpression(value) &&
    /decorator/i.test(value.expression.getText())
  )
}
