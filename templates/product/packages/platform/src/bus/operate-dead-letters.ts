import type { AnyModuleDatabase } from '../database/index.js'
import { type DeadLetter, listDeadLetters, replayDeadLetters } from './dead-letters.js'

const script = 'npm run dead-letters --'

/**
 * What an operator asks for, answered in text: `list` with a module or a subscription (`ledger.entry`) or neither, `replay`
 * with a subscription and the id of one event or none.
 */
export async function operateDeadLetters(
  modules: readonly AnyModuleDatabase[],
  [command = 'list', name, event, ...rest]: readonly string[],
): Promise<string> {
  if (command === 'list' && event === undefined) return await list(modules, name)
  if (command === 'replay' && name?.includes('.') && rest.length === 0)
    return await replay(modules, name, event)
  throw new Error(
    `Not understood. Either ${script} list [module or subscription], or ${script} replay <module>.<subscription> [event id]`,
  )
}

async function list(modules: readonly AnyModuleDatabase[], name: string | undefined): Promise<string> {
  const asked = name === undefined ? modules : [findModule(modules, name)]
  const found = (await Promise.all(asked.map(groupLetters))).flat()
  const groups = found.filter(([subscription]) => !name?.includes('.') || subscription === name)
  if (groups.length === 0) return `No dead letters${name === undefined ? '' : ` of ${name}`}.\n`
  return groups
    .map(([subscription, letters]) =>
      [
        `${subscription}: ${count(letters.length)}`,
        ...letters.flatMap(describe),
        `  To hand them over again: ${script} replay ${subscription}`,
        '',
      ].join('\n'),
    )
    .join('\n')
}

/** By subscription. */
async function groupLetters({ db, module }: AnyModuleDatabase) {
  const groups = new Map<string, DeadLetter[]>()
  for (const letter of await listDeadLetters(db)) {
    const subscription = `${module}.${letter.consumer}`
    groups.set(subscription, [...(groups.get(subscription) ?? []), letter])
  }
  return [...groups]
}

function describe({ envelope, attempts, reason, diedAt }: DeadLetter): readonly string[] {
  const { id, type, version, key } = envelope
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return [
    `  ${diedAt.toISOString()}  ${type} v${version}, key ${key}, ${tries}, event ${id}`,
    ...reason.split('\n').map(line => `    ${line}`),
  ]
}

async function replay(
  modules: readonly AnyModuleDatabase[],
  name: string,
  event: string | undefined,
): Promise<string> {
  const consumer = name.slice(name.indexOf('.') + 1)
  const replayed = await replayDeadLetters(findModule(modules, name), consumer, event)
  if (replayed === 0)
    return `There is no dead letter of ${name}${event === undefined ? '' : ` with the event ${event}`}; nothing was done.\n`
  return `${name}: ${count(replayed)} handed over again, to be handled by a running process. What fails once more comes back here.\n`
}

/** Of a module's name or a subscription's. */
function findModule(modules: readonly AnyModuleDatabase[], name: string): AnyModuleDatabase {
  const [wanted] = name.split('.')
  const found = modules.find(({ module }) => module === wanted)
  if (found) return found
  throw new Error(
    `There is no module ${wanted}. There are: ${modules.map(({ module }) => module).join(', ')}.`,
  )
}

function count(letters: number): string {
  return letters === 1 ? '1 dead letter' : `${letters} dead letters`
}
