import { refuse } from '../kernel/problem.js'

/** A percentage with at most two decimals. Throws a UserError for anything else. */
export function parseShare(text: string): number {
  const share = /^\d{1,3}(?:\.\d{1,2})?$/.test(text.replace(/ ?%$/, ''))
    ? Number.parseFloat(text)
    : Number.NaN
  if (Number.isNaN(share) || share > 100) {
    refuse(
      'usage',
      `"${text}" is no share.`,
      'Write a percentage from 0 to 100, with at most two decimals: 12.5.',
    )
  }
  return share
}

export interface RollbackChoice {
  readonly route: string | null
  readonly reason: string
  readonly all: boolean
  readonly undo: boolean
}

/** What to ask the proxy for a rollback. Throws a UserError when it is not clear of what. */
export function chooseRollback({ route, reason, all, undo }: RollbackChoice) {
  if ((route === null) === (!all && !undo)) {
    refuse('usage', 'It is not clear what to roll back.', 'Name a route, or pass --all for everything.')
  }
  if (route !== null) {
    const path = `/routes/${encodeURIComponent(route)}/rollback`
    return { path, body: { reason }, told: `${route}: back to the old side` }
  }
  return all
    ? { path: '/kill', body: null, told: 'Everything goes to the old side.' }
    : { path: '/unkill', body: null, told: 'Routes stand as before.' }
}
