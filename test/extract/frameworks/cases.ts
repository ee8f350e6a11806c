import type { FrameworkFacts } from '../../../src/extract/frameworks/framework.js'
import type { ProjectFiles } from '../../support/temporary-project.js'
import { frameworksOf } from './frameworks-of.js'

/**
 * Many small programs read as one, each in a folder of its own: `facts('name')` gives what was found in its folder,
 * with paths that begin there. The program is read when the first test asks.
 */
export function programs(
  cases: Readonly<Record<string, ProjectFiles>>,
): (name: string) => Promise<FrameworkFacts> {
  let reading: Promise<FrameworkFacts> | undefined
  const folders = new Map(Object.keys(cases).map((name, index) => [name, `case${index}/`]))
  const files = Object.entries(cases).flatMap(([name, each]) =>
    Object.entries(each).map(([path, text]) => [`${folders.get(name)}${path}`, text] as const),
  )
  return async name => {
    reading ??= frameworksOf(Object.fromEntries(files))
    return within(await reading, folders.get(name) ?? '')
  }
}

function within(facts: FrameworkFacts, folder: string): FrameworkFacts {
  const inFolder = ({ place }: { readonly place: { readonly file: string } }) => place.file.startsWith(folder)
  const found = {
    roles: [...facts.roles].map(([id, evidence]) => [id, evidence.filter(inFolder)]),
    entryPoints: facts.entryPoints.filter(inFolder),
    flows: facts.flows.filter(inFolder),
    injections: facts.injections.filter(inFolder),
    lifecycles: facts.lifecycles.filter(inFolder),
    wiring: [...facts.wiring].map(([id, places]) => [
      id,
      places.filter(place => place.file.startsWith(folder)),
    ]),
  }
  const plain = JSON.parse(JSON.stringify(found).replaceAll(folder, ''))
  const full = ([, values]: readonly [string, readonly unknown[]]) => values.length > 0
  return { ...plain, roles: new Map(plain.roles.filter(full)), wiring: new Map(plain.wiring.filter(full)) }
}
