import type { Override, Route, StickyKey } from '../../../../templates/proxy/src/index.js'
import { quote } from './route-steps.js'

/** Rules that choose the backend of the route in `txn.route`, and what they look up. */
export interface SideSteps {
  readonly rules: readonly string[]
  readonly entries: ReadonlyMap<string, string>
}

const byShare = '{ var(txn.side) -m str share }'

/** One set of rules for all routes: what differs between them is looked up by the route's id. */
export function renderSideSteps(routes: readonly Route[], mapFile: string): SideSteps {
  const kinds = numberKinds(routes)
  const look = (what: string) => quote(`str(${what}),concat(|,txn.route),map_str(${mapFile})`)
  const backend = `str(backend),concat(|,txn.route,|),concat(,txn.side),map_str(${mapFile})`
  const rules = [
    `  http-request set-var(txn.side) ${look('side')}`,
    ...renderOverrides(kinds.overrides, look('override')),
    ...(routes.some(isShared) ? renderShare(kinds.keys, look) : []),
    `  use_backend ${quote(`%[${backend}]`)} if { var(txn.route) -m found }`,
  ]
  return { rules, entries: new Map(routes.flatMap(route => entriesOf(route, kinds))) }
}

/** Overrides and keys that differ, in the order of their first route; a place in a list is their number. */
interface Kinds {
  readonly overrides: readonly string[]
  readonly keys: readonly string[]
}

function numberKinds(routes: readonly Route[]): Kinds {
  const overrides = routes.filter(isOverridden).map(({ override }) => JSON.stringify(override))
  const keys = routes.filter(isShared).map(({ sticky }) => JSON.stringify(sticky))
  return { overrides: [...new Set(overrides)], keys: [...new Set(keys)] }
}

function isShared({ mode, new: target }: Route): boolean {
  return mode === 'canary' && target !== null
}

/** Testers may ask for a side in all modes. */
function isOverridden({ override, new: target }: Route): boolean {
  return target !== null && (override?.header != null || override?.cookie != null)
}

function entriesOf(route: Route, { overrides, keys }: Kinds): readonly (readonly [string, string])[] {
  const { id, new: target, legacy } = route
  return [
    [`side|${id}`, sideOf(route)],
    [`backend|${id}|legacy`, legacy],
    ...(target === null ? [] : [[`backend|${id}|new`, target] as const]),
    ...(isOverridden(route)
      ? [[`override|${id}`, String(overrides.indexOf(JSON.stringify(route.override)))] as const]
      : []),
    ...(isShared(route)
      ? ([
          [`share|${id}`, String(Math.round(route.share * 100))],
          [`salt|${id}`, encodeURIComponent(route.salt)],
          [`key|${id}`, String(keys.indexOf(JSON.stringify(route.sticky)))],
        ] as const)
      : []),
  ]
}

function sideOf(route: Route): string {
  if (isShared(route)) return 'share'
  return route.new !== null && (route.mode === 'new' || route.mode === 'retired') ? 'new' : 'legacy'
}

/** The header counts before the cookie: its rules come later and set the side anew. */
function renderOverrides(overrides: readonly string[], look: string): readonly string[] {
  if (overrides.length === 0) return []
  return [
    `  http-request set-var(txn.override) ${look}`,
    ...overrides.flatMap((text, at) => {
      const { header, cookie } = JSON.parse(text) as Override
      const subjects = [
        ...(cookie === null ? [] : [`req.cook(${cookie})`]),
        ...(header === null ? [] : [`req.fhdr(${header})`]),
      ]
      return subjects.flatMap(subject =>
        ['new', 'legacy'].map(
          side =>
            `  http-request set-var(txn.side) str(${side}) if { var(txn.override) -m str ${at} } { ${subject} -m str ${side} }`,
        ),
      )
    }),
  ]
}

/** The bucket of a request, a hash of salt and key from 0 to 9,999, is below the share or not. */
function renderShare(keys: readonly string[], look: (what: string) => string): readonly string[] {
  return [
    `  http-request set-var(txn.salt) ${look('salt')} if ${byShare}`,
    `  http-request set-var(txn.key) ${look('key')} if ${byShare}`,
    `  http-request set-var-fmt(txn.own) '%[src]' if ${byShare}`,
    ...keys.flatMap((text, at) => {
      const fetch = fetchOf(JSON.parse(text) as StickyKey)
      if (fetch === null) return []
      return [
        `  http-request set-var(txn.own) ${fetch} if ${byShare} { var(txn.key) -m str ${at} } { ${fetch} -m len 1: }`,
      ]
    }),
    `  http-request set-var(txn.bucket) 'var(txn.salt),concat(|,txn.own),xxh32(0),mod(10000)' if ${byShare}`,
    `  http-request set-var(txn.share) ${look('share').replace(/'$/, ",add(0)'")} if ${byShare}`,
    `  http-request set-var(txn.left) 'var(txn.bucket),sub(txn.share)' if ${byShare}`,
    `  http-request set-var(txn.side) str(new) if ${byShare} { var(txn.left) -m int lt 0 }`,
    `  http-request set-var(txn.side) str(legacy) if ${byShare}`,
  ]
}

function fetchOf(sticky: StickyKey): string | null {
  if (sticky.by === 'header') return `req.fhdr(${sticky.name},1)`
  return sticky.by === 'cookie' ? `req.cook(${sticky.name})` : null
}
