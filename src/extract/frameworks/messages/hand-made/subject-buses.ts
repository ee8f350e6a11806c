import { ts } from 'ts-morph'
import { bareExpression } from '../../survey/expressions.js'
import { originsOfValue } from '../../survey/receiver.js'
import type { Survey } from '../../survey/survey.js'
import type { MessageSite } from '../message-site.js'
import { rootParameter } from '../root-parameter.js'

/**
 * A class of the program that passes messages through a subject of RxJS: one method hands its parameter to `next`,
 * another one compares what comes out with its parameter.
 */
export function findSubjectBuses(survey: Survey): readonly MessageSite[] {
  if (!survey.packages.has('rxjs')) return []
  return survey.callsNamed('next').flatMap(call => {
    const [message] = call.arguments
    const subject = subjectOf(survey, call)
    if (message === undefined || subject === null || rootParameter(survey, message) === null) return []
    const subscriptions = findComparisons(survey, subject)
    if (subscriptions.length === 0) return []
    return [{ kind: 'event', end: 'publish', message, at: call } as const, ...subscriptions]
  })
}

/** The property that holds the subject on which `next` is called. */
function subjectOf(survey: Survey, { expression }: ts.CallExpression): ts.PropertyDeclaration | null {
  if (!ts.isPropertyAccessExpression(expression)) return null
  const declaration = survey.declared.of(expression.expression)
  if (declaration === null || !ts.isPropertyDeclaration(declaration)) return null
  const origins = originsOfValue(survey, expression.expression)
  return origins.some(({ package: from, name }) => from === 'rxjs' && name.endsWith('Subject'))
    ? declaration
    : null
}

/** `event.constructor === type`, `event instanceof type`, with a method's parameter, where the subject is read. */
function findComparisons(survey: Survey, subject: ts.PropertyDeclaration): readonly MessageSite[] {
  return subject.parent.members.flatMap(member => {
    if (!ts.isMethodDeclaration(member) || !reads(survey, member, subject)) return []
    const found: MessageSite[] = []
    const visit = (node: ts.Node): void => {
      const side = ts.isBinaryExpression(node) ? comparedParameter(survey, node) : null
      if (side !== null) found.push({ kind: 'event', end: 'subscribe', message: side, at: node })
      ts.forEachChild(node, visit)
    }
    visit(member)
    return found
  })
}

function comparedParameter(
  survey: Survey,
  { operatorToken, left, right }: ts.BinaryExpression,
): ts.Node | null {
  if (!comparisons.includes(operatorToken.kind)) return null
  return [right, left].find(side => rootParameter(survey, bareExpression(side)) !== null) ?? null
}

const comparisons = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
]

function reads(survey: Survey, method: ts.Node, subject: ts.PropertyDeclaration): boolean {
  let found = false
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && survey.declared.of(node) === subject) found = true
    if (!found) ts.forEachChild(node, visit)
  }
  visit(method)
  return found
}
