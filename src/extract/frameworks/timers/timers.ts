import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { answeringOf } from '../routers/handlers.js'
import { originsOfValue } from '../survey/receiver.js'

/** Timers and workers of libraries that are started by a call: node-cron, cron, BullMQ, Bull. */
export const timers: Reader = {
  packages: ['node-cron', 'cron', 'croner', 'node-schedule', 'bullmq', 'bull', 'agenda'],
  read: reading => {
    const { survey } = reading
    for (const made of survey.constructions) readJob(reading, made)
    for (const name of ['schedule', 'scheduleJob', 'process', 'define'])
      for (const call of survey.callsNamed(name)) readJob(reading, call)
  },
}

/** What takes a name or a pattern and a function, by package; `cron` stands in front of a pattern. */
const starters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'node-cron': { schedule: 'cron ' },
  cron: { CronJob: 'cron ' },
  croner: { Cron: 'cron ', default: 'cron ' },
  'node-schedule': { scheduleJob: 'cron ' },
  bullmq: { Worker: '' },
}

const receivers: Readonly<Record<string, readonly string[]>> = { bull: ['process'], agenda: ['define'] }

function readJob(reading: Reading, node: ts.NewExpression | ts.CallExpression): void {
  const { survey, draft } = reading
  const [first, ...others] = node.arguments ?? []
  const handler = others.findLast(each => !ts.isObjectLiteralExpression(each))
  const prefix = starterOf(reading, node)
  if (first === undefined || handler === undefined || prefix === null) return
  const { name, id } = answeringOf(survey, handler)
  draft.entry({ kind: 'job', name: `${prefix}${survey.texts.orWritten(first)}`, handler: name, at: node })
  draft.role(id, 'job-handler', { at: node })
}

function starterOf({ survey }: Reading, node: ts.NewExpression | ts.CallExpression): string | null {
  const origin = survey.origins.of(node.expression)
  if (origin !== null) return starters[origin.package]?.[origin.name] ?? null
  if (!ts.isPropertyAccessExpression(node.expression)) return null
  const method = node.expression.name.text
  const known = originsOfValue(survey, node.expression.expression)
  return known.some(each => receivers[each.package]?.includes(method)) ? '' : null
}
