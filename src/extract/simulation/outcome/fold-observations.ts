import { groupBy } from '../../../kernel/group-by.js'
import type { Observation } from '../simulation.js'

/** Observations of one operation that can still be read; an answer that is alive has hundreds of parts. */
const mostRead = 30

/** Steps into a value below which what was seen is told as one, deepest first. */
const depths = [4, 3, 2, 1]

/** As they are where they are few; else those deep inside of a value are one, `/queue/…`, as far up as it takes. */
export function foldObservations(observations: readonly Observation[]): readonly Observation[] {
  let folded = observations
  for (const depth of depths) {
    if (folded.length <= mostRead) break
    folded = mergeSame(observations.map(each => cutBelow(each, depth)))
  }
  return folded
}

function cutBelow(observation: Observation, depth: number): Observation {
  const { path, detail } = observation
  const steps = (path ?? '').split('/')
  if (path === null || steps.length <= depth + 1) return observation
  const [what = null] = (detail ?? '').split(' ')
  return { ...observation, path: `${steps.slice(0, depth + 1).join('/')}/…`, detail: what }
}

function mergeSame(observations: readonly Observation[]): readonly Observation[] {
  const groups = groupBy(observations, ({ kind, path, detail }) => JSON.stringify([kind, path, detail]))
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (first === undefined) return []
    return [{ ...first, tests: [...new Set(group.flatMap(({ tests }) => tests))].toSorted() }]
  })
}
