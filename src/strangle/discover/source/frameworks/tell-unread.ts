import type { Call, Run } from '../interpret/run.js'
import { textsOf } from '../interpret/texts.js'
import type { Value } from '../interpret/value.js'
import { verbs } from './register.js'

/** Says where routes may be registered out of sight: by what is not known, or with what is not known. */
export function tellUnread(callee: Value, { args, place }: Call, run: Run): void {
  const tell = (what: string) => run.troubles.push({ place, what })
  if (isUnread(callee) && args.some(holdsRouter))
    tell('a router is handed to something that could not be read')
  if (callee.kind !== 'method' || !isUnread(callee.of)) return
  if (verbs.has(callee.name) && looksLikeRoute(args)) {
    tell('a route is registered with something that could not be read, and left out')
  }
  if (callee.name === 'routes') tell('the routes of something that could not be read are left out')
}

/** What nothing is known of; of packages, what their functions give back. */
function isUnread(value: Value): boolean {
  if (value.kind === 'method') return isUnread(value.of)
  return value.kind === 'unknown' || value.kind === 'result'
}

function holdsRouter(value: Value): boolean {
  if (value.kind === 'record' && value.made === null)
    return [...value.entries.values()].some(({ kind }) => kind === 'router')
  return value.kind === 'router'
}

function looksLikeRoute([path, ...handlers]: readonly Value[]): boolean {
  if (path === undefined || !handlers.some(({ kind }) => kind === 'function')) return false
  return textsOf(path).texts.some(text => text.startsWith('/'))
}
