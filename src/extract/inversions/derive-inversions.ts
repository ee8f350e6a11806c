import { comparePlaces } from '../asynchrony/order.js'
import type { Border } from '../calls/operation-uses.js'
import type { FrameworkFacts } from '../frameworks/framework.js'
import type { Seam } from '../seam/seam.js'
import { describeRegistration } from './describe-registration.js'
import { findEventInversions } from './find-event-inversions.js'
import { findGatheredProviders } from './find-gathered-providers.js'
import { findRegistrations } from './find-registrations.js'
import { findTemplateMethods } from './find-template-methods.js'
import type { Inversion } from './inversions.js'

export interface InversionsRequest {
  readonly border: Border
  readonly seam: Seam
  readonly frameworks: Pick<FrameworkFacts, 'flows'>
}

/** Where a module and the others register code with each other, in order of place. */
export function deriveInversions({ border, seam, frameworks }: InversionsRequest): readonly Inversion[] {
  const found = [
    ...findRegistrations(seam, border).map(each => describeRegistration(each, border)),
    ...findTemplateMethods(seam, border),
    ...findEventInversions(frameworks, border),
    ...findGatheredProviders(seam, border),
  ]
  const unique = new Map(
    found.map(each => [`${each.kind} ${each.registered} ${JSON.stringify(each.place)}`, each]),
  )
  return [...unique.values()].toSorted(
    (left, right) => comparePlaces(left.place, right.place) || (left.kind < right.kind ? -1 : 1),
  )
}
