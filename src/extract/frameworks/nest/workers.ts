import type { Reading } from '../reading.js'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { nameText } from '../survey/expressions.js'
import { foreignBases } from '../survey/heritage.js'
import { queueName } from './job-names.js'
import { queues } from './packages.js'

/** Classes that take all jobs of a queue: `extends WorkerHost` with its `process`. */
export function readWorkers({ survey, draft }: Reading): void {
  for (const each of survey.classes) {
    const processor = findDecoration(decorationsOf(survey, each), queues, ['Processor'])
    if (processor === undefined) continue
    if (!foreignBases(survey, each).some(({ origin }) => origin.name === 'WorkerHost')) continue
    const method = each.members.find(({ name }) => name !== undefined && nameText(name) === 'process')
    const handler = `${each.name?.text ?? 'default'}.process`
    draft.entry({ kind: 'job', name: queueName(survey, processor), handler, at: method ?? processor.at })
  }
}
