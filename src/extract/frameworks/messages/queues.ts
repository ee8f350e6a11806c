import { ts } from 'ts-morph'
import { queueName } from '../nest/job-names.js'
import { queues as nestQueues } from '../nest/packages.js'
import type { MessageFlow } from '../framework.js'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { bareExpression } from '../survey/expressions.js'
import { originsOfValue } from '../survey/receiver.js'
import type { Survey } from '../survey/survey.js'

type QueueFlow = Omit<MessageFlow, 'place'> & { readonly at: ts.Node }

const libraries = ['bull', 'bullmq', '@nestjs/bull', '@nestjs/bullmq', 'bee-queue']

/** Jobs by the name of their queue: put in by `add`, taken out by processors and workers. */
export function findQueueSites(survey: Survey): readonly QueueFlow[] {
  if (!libraries.some(each => survey.packages.has(each))) return []
  const added = ['add', 'addBulk', 'createJob'].flatMap(name => survey.callsNamed(name))
  return [
    ...survey.classes.flatMap(each => processorFlow(survey, each)),
    ...added.flatMap(call => queueFlow(survey, call, 'publish')),
    ...survey.callsNamed('process').flatMap(call => queueFlow(survey, call, 'subscribe')),
    ...survey.constructions.flatMap(made => workerFlow(survey, made)),
  ]
}

function processorFlow(survey: Survey, node: ts.ClassLikeDeclaration): readonly QueueFlow[] {
  const processor = findDecoration(decorationsOf(survey, node), nestQueues, ['Processor'])
  return processor === undefined ? [] : [flow(queueName(survey, processor), 'subscribe', processor.at)]
}

function workerFlow(survey: Survey, made: ts.NewExpression): readonly QueueFlow[] {
  const origin = survey.origins.of(made.expression)
  const [first] = made.arguments ?? []
  if (origin?.package !== 'bullmq' || origin.name !== 'Worker' || first === undefined) return []
  return [flow(survey.texts.orWritten(first), 'subscribe', made)]
}

function queueFlow(survey: Survey, call: ts.CallExpression, end: MessageFlow['end']): readonly QueueFlow[] {
  if (!ts.isPropertyAccessExpression(call.expression)) return []
  const receiver = call.expression.expression
  if (!originsOfValue(survey, receiver).some(origin => libraries.includes(origin.package))) return []
  return [flow(nameOfQueue(survey, receiver), end, call)]
}

function flow(message: string, end: MessageFlow['end'], at: ts.Node): QueueFlow {
  return { message, symbol: null, kind: 'command', end, at }
}

/** Of `@InjectQueue('mails') queue`, `queue = new Queue('mails')`; in braces what is written when neither is there. */
function nameOfQueue(survey: Survey, receiver: ts.Node): string {
  const declaration = survey.declared.of(receiver)
  const given = declaration === null ? undefined : nameGiven(survey, declaration)
  return given === undefined ? `{${receiver.getText()}}` : survey.texts.orWritten(given)
}

function nameGiven(survey: Survey, declaration: ts.Declaration): ts.Node | undefined {
  const inject = findDecoration(decorationsOf(survey, declaration), nestQueues, ['InjectQueue'])
  if (inject !== undefined) return inject.args[0]
  const { initializer } = declaration as Partial<ts.VariableDeclaration>
  const made = initializer === undefined ? undefined : bareExpression(initializer)
  return made !== undefined && ts.isNewExpression(made) ? made.arguments?.[0] : undefined
}
