import { ts } from 'ts-morph'
import type { Decoration } from '../survey/decorators.js'
import { bareExpression, propertyOf, writtenText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import type { Handler } from './handler.js'
import { queues } from './packages.js'

/** `every 5000 ms`, `cron 0 3 * * *`, or the queue with the job's name: `mails/welcome`. */
export function jobName(handler: Handler): string | null {
  const { origin } = handler.decoration
  if (origin?.package === '@nestjs/schedule') return timerName(handler)
  const processor = handler.owner.find(
    each => each.origin?.name === 'Processor' && queues.includes(each.origin.package),
  )
  if (processor === undefined || origin === null) return null
  if (origin.name !== 'Process' || !queues.includes(origin.package)) return null
  const queue = queueName(handler.survey, processor)
  const job = namedBy(handler.survey, handler.decoration)
  return job === null ? queue : `${queue}/${job}`
}

/** Of `@Processor('mails')`, `@Processor({ name: 'mails' })`. */
export function queueName(survey: Survey, processor: Decoration): string {
  return namedBy(survey, processor) ?? 'default'
}

function namedBy(survey: Survey, { args: [first] }: Decoration): string | null {
  if (first === undefined) return null
  const bare = bareExpression(first)
  if (!ts.isObjectLiteralExpression(bare)) return survey.texts.orWritten(bare)
  const name = propertyOf(bare, 'name')
  return name === null ? null : survey.texts.orWritten(name)
}

function timerName({ survey, decoration }: Handler): string | null {
  const written = (node: ts.Node | undefined) =>
    node === undefined ? '' : (survey.texts.of(node) ?? writtenText(node))
  const last = decoration.args.findLast(each => !ts.isObjectLiteralExpression(each))
  if (decoration.origin?.name === 'Cron') return `cron ${written(decoration.args[0])}`
  if (decoration.origin?.name === 'Interval') return `every ${written(last)} ms`
  return decoration.origin?.name === 'Timeout' ? `after ${written(last)} ms` : null
}
