import { type JsonPlace, placeBelow, root } from './json-place.js'

/** A place that is spelt out only when something differs at it or below it. */
export interface Site {
  readonly parent: Site | null
  readonly key: string
  readonly isIndex: boolean
  place: JsonPlace | null
}

/** The document's own when there is no parent. */
export function siteBelow(parent: Site | null, key: string, isIndex: boolean): Site {
  return { parent, key, isIndex, place: parent === null ? root : null }
}

/** Remembers what it finds out, so that each place is spelt out once. */
export function placeOf(site: Site): JsonPlace {
  const unspelt: Site[] = []
  let known: Site = site
  while (known.place === null && known.parent !== null) {
    unspelt.push(known)
    known = known.parent
  }
  let place = known.place ?? root
  for (const next of unspelt.reverse()) {
    place = placeBelow(place, next.key, next.isIndex)
    next.place = place
  }
  return place
}
