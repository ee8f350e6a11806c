import type { CompareSettings } from '../../config/model.js'
import type { CapturedAnswer } from '../copying/captured-answer.js'
import { compareBodies } from './compare-bodies.js'
import type { BodyObstacle } from './decode-body.js'
import type { Difference } from './difference.js'
import { createDifferenceList, type DifferenceList } from './difference-list.js'
import { contentTypeOf, headerText } from './headers.js'

/** `different statuses`: their difference is noise, and so says nothing of the bodies. */
export type Obstacle = BodyObstacle | 'different statuses' | 'too many differences'

interface Found {
  /** Noise included. They hold what the answers held, secrets too: redact them before they are kept. */
  readonly differences: readonly Difference[]
  /** How many more there are. */
  readonly omitted: number
  /** Whether each pattern that was found has at least one difference in the list. */
  readonly patternsComplete: boolean
}

/**
 * `equal`: nothing differs but noise. `not comparable`: nothing known differs, but not everything could be
 * looked at.
 */
export type Comparison =
  | ({ readonly kind: 'equal' } & Found)
  | ({ readonly kind: 'different' } & Found)
  | ({ readonly kind: 'not comparable'; readonly obstacle: Obstacle } & Found)

/**
 * Compares two answers to one request. Bodies are compared only when the statuses are the same: that an
 * error's page differs from the data is no further finding. `noise` holds the patterns that differ by
 * themselves.
 */
export function compareAnswers(
  primary: CapturedAnswer,
  candidate: CapturedAnswer,
  settings: CompareSettings,
  noise: ReadonlySet<string>,
): Comparison {
  const list = createDifferenceList(noise)
  if (primary.status !== candidate.status) {
    addNamed(list, 'status', primary.status, candidate.status)
    return concluded(list, 'different statuses')
  }
  addNamed(
    list,
    'header:content-type',
    contentTypeOf(primary.rawHeaders).text,
    contentTypeOf(candidate.rawHeaders).text,
  )
  for (const name of settings.headers) {
    if (name === 'content-type') continue
    addNamed(
      list,
      `header:${name}`,
      headerText(primary.rawHeaders, name),
      headerText(candidate.rawHeaders, name),
    )
  }
  const obstacle = compareBodies(primary, candidate, settings, list)
  return concluded(list, obstacle ?? (list.exhausted() ? 'too many differences' : null))
}

type Plain = string | number | undefined

function addNamed(list: DifferenceList, name: string, primary: Plain, candidate: Plain): void {
  if (primary !== candidate) list.add({ path: name, pattern: name }, primary, candidate)
}

/** A real difference is one whether or not there was an obstacle to finding more. */
function concluded(list: DifferenceList, obstacle: Obstacle | null): Comparison {
  const found = {
    differences: list.kept(),
    omitted: list.omitted(),
    patternsComplete: list.patternsComplete(),
  }
  if (list.real()) return { kind: 'different', ...found }
  if (obstacle !== null) return { kind: 'not comparable', obstacle, ...found }
  return { kind: 'equal', ...found }
}
