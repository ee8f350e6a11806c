import type { RouteStatus } from './proxy-status.js'

/** `GET, POST /orders/:id`, as people name a route. Empty where the proxy does not tell. */
export function describeRequests({ methods, path, host }: RouteStatus): string {
  const where = `${host ?? ''}${path}`
  if (where === '') return ''
  return methods === null ? where : `${methods.join(', ')} ${where}`
}

/** Answers that were equal or different: what a difference rate is a share of. */
export const comparisonsOf = ({ compared }: RouteStatus): number =>
  compared === null ? 0 : compared.equal + compared.different

/** Where the answers differ, most often first, without what the old side does by itself. */
export const differingFields = ({ compared }: RouteStatus) =>
  (compared?.paths ?? []).filter(({ verdict }) => verdict !== 'noise')

/** Reasons for which a copy that was wanted told nothing; the others are choices of the config or the client's. */
const losses = ['busy', 'left alone', 'body too large', 'timeout', 'failed']

export interface LostCopies {
  readonly lost: number
  readonly wanted: number
  /** `timeout 12, busy 3`. */
  readonly reasons: string
}

export function countLostCopies({ copies }: RouteStatus): LostCopies {
  const { sent, dropped } = copies?.new ?? { sent: 0, dropped: {} }
  const found = losses
    .map(reason => [reason, dropped[reason] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
  // What was never sent stands beside what was; what was sent in vain is part of it.
  const unsent = (dropped.busy ?? 0) + (dropped['left alone'] ?? 0) + (dropped['body too large'] ?? 0)
  return {
    lost: found.reduce((sum, [, count]) => sum + count, 0),
    wanted: sent + unsent,
    reasons: found.map(([reason, count]) => `${reason} ${count.toLocaleString('en-US')}`).join(', '),
  }
}
