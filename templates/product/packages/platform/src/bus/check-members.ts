import { publisherOf } from '../outbox/publisher-of.js'
import type { BusMember } from './bus.js'

/** Throws where a subscription could never be served, or would share the position of another. */
export function assertMembers(members: readonly BusMember[]): void {
  const problems = members.flatMap(({ module }) => [
    ...module.events
      .filter(({ type }) => publisherOf(type) !== module.contract.name)
      .map(
        ({ type }) => `${module.contract.name} declares ${type}, whose name belongs to ${publisherOf(type)}`,
      ),
    ...module.subscriptions
      .filter(({ event }) => isUndeclared(members, event.type))
      .map(
        ({ name, event }) =>
          `${module.contract.name}.${name} listens to ${event.type}, which ${publisherOf(event.type)} does not declare`,
      ),
    ...module.subscriptions
      .filter(({ name }, index, all) => all.findIndex(other => other.name === name) !== index)
      .map(({ name }) => `${module.contract.name} has two subscriptions called ${name}`),
  ])
  if (problems.length > 0) throw new Error(`The modules and their events do not fit:\n${problems.join('\n')}`)
}

function isUndeclared(members: readonly BusMember[], type: string): boolean {
  const publisher = members.find(({ module }) => module.contract.name === publisherOf(type))
  return publisher?.module.events.every(event => event.type !== type) ?? false
}
