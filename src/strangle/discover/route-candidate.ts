/** A route that the old system seems to have. */
export interface RouteCandidate {
  /** Upper case, sorted; null where all are meant. */
  readonly methods: readonly string[] | null
  /** `/users/:id`, `/files/*`. */
  readonly path: string
  /** Requests seen; null where none were looked at. */
  readonly hits: number | null
}

/** One candidate a path, in order of path: methods are joined, hits added up. */
export function mergeCandidates(candidates: readonly RouteCandidate[]): readonly RouteCandidate[] {
  const byPath = new Map<string, RouteCandidate>()
  for (const candidate of candidates) {
    const known = byPath.get(candidate.path)
    byPath.set(candidate.path, known === undefined ? candidate : join(known, candidate))
  }
  return [...byPath.values()].sort((left, right) => (left.path < right.path ? -1 : 1))
}

function join(one: RouteCandidate, other: RouteCandidate): RouteCandidate {
  const methods =
    one.methods === null || other.methods === null
      ? null
      : [...new Set([...one.methods, ...other.methods])].sort()
  const hits = one.hits === null && other.hits === null ? null : (one.hits ?? 0) + (other.hits ?? 0)
  return { methods, path: one.path, hits }
}
