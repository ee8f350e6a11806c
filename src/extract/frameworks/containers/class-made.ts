import { ts } from 'ts-morph'
import { bareExpression, returnedExpression } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'

/** `id` of the class that an expression is or makes: of `X`, `new X()`, `() => new X()`, a function that returns one. */
export function classMade(survey: Survey, expression: ts.Node): string | null {
  const { declared } = survey
  const node = returnedExpression(bareExpression(expression))
  const named = ts.isNewExpression(node) ? declared.classOf(node.expression) : declared.classOf(node)
  if (named !== null) return declared.idOf(named)
  const [instance, ...others] = declared.instancesOf(node)
  if (instance !== undefined && others.length === 0 && ts.isClassLike(instance))
    return declared.idOf(instance)
  const declaration = declared.of(node)
  return declaration === null ? null : declared.idOf(declaration)
}
