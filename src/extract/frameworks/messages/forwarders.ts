import { ts } from 'ts-morph'
import { bareExpression, nameText } from '../survey/expressions.js'
import { initialValue } from '../survey/values.js'
import type { Survey } from '../survey/survey.js'
import type { MessageSite } from './message-site.js'
import { namedFunctionOf } from './root-parameter.js'

/** Calls of the function that a parameter belongs to, each with what it gives for it. */
export function callersOf(
  survey: Survey,
  parameter: ts.ParameterDeclaration,
  site: Pick<MessageSite, 'kind' | 'end'>,
): readonly MessageSite[] {
  const target = namedFunctionOf(parameter)
  const name = target?.name === undefined ? null : nameText(target.name)
  if (target === null || name === null) return []
  const index = parameter.parent.parameters.indexOf(parameter)
  return survey.callsNamed(name).flatMap(call => {
    const message = call.arguments[index]
    if (message === undefined || !calls(survey, call, target)) return []
    return [{ kind: site.kind, end: site.end, message, at: call }]
  })
}

/** Whether a call leads to a method, also through an interface or a base class that the method's class fulfils. */
function calls(survey: Survey, call: ts.CallExpression, target: ts.NamedDeclaration): boolean {
  const called = survey.declared.of(call.expression)
  if (called === null) return looksUpOwner(survey, call, target)
  if (called === target) return true
  const [owner, wanted] = [called.parent, target.parent]
  if (!ts.isClassLike(wanted) || !(ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner))) return false
  return survey.ancestors(wanted).includes(owner)
}

/** `injector.get(EventBus).ofType(…)`: the class that is asked for says whose method it is, where no type does. */
function looksUpOwner(
  survey: Survey,
  { expression }: ts.CallExpression,
  target: ts.NamedDeclaration,
): boolean {
  const receiver = ts.isPropertyAccessExpression(expression) ? bareExpression(expression.expression) : null
  const value = receiver !== null && ts.isIdentifier(receiver) ? initialValue(survey, receiver) : receiver
  if (value === null || !ts.isCallExpression(value)) return false
  const [asked] = value.arguments
  const owner = asked === undefined ? null : survey.declared.classOf(asked)
  return owner !== null && owner === target.parent
}
