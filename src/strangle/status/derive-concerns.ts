import type { ProxyStatus, RouteStatus } from './proxy-status.js'
import { comparisonsOf, countLostCopies, differingFields } from './route-facts.js'
import { tellAge, tellCount, tellShare } from './tell-amounts.js'

/** Something that a person should look at. */
export interface Concern {
  readonly severity: 'error' | 'warn'
  /** Null when it is about all. */
  readonly route: string | null
  /** What is the matter, in two or three words. */
  readonly title: string
  readonly text: string
  /** Milliseconds since 1970; null when nobody knows. */
  readonly since: number | null
}

/** Answers may differ in this share before it is told, and copies get lost. */
const tolerated = 0.01

/** What needs attention, what is most urgent first; within that in the order of the routes. */
export function deriveConcerns(status: ProxyStatus): readonly Concern[] {
  const { routes, at } = status
  const perRoute = [
    routes.flatMap(concernOfHalt),
    routes.flatMap(concernOfRamp),
    routes.flatMap(concernOfDifferences),
    routes.flatMap(concernOfCopies),
    routes.flatMap(route => concernOfRetirement(route, at)),
  ]
  return [...concernOfSwitch(status), ...concernsOfUpstreams(status), ...perRoute.flat()]
}

function concernOfSwitch({ killed }: ProxyStatus): readonly Concern[] {
  if (!killed) return []
  const text = 'Everything goes to the old side, whatever the routes say, until somebody lifts it.'
  return [{ severity: 'error', route: null, title: 'kill switch thrown', text, since: null }]
}

function concernsOfUpstreams({ upstreams, routes }: ProxyStatus): readonly Concern[] {
  return upstreams
    .filter(({ available }) => !available)
    .map(({ name }) => {
      const users = routes.filter(route => route.legacy === name || route.new === name)
      const text = `Upstream ${name} failed too often and is left alone for now; ${nameRoutes(users)}.`
      return { severity: 'error', route: null, title: 'breaker open', text, since: null }
    })
}

/** `it stands behind orders, users and 7 more`. */
function nameRoutes(routes: readonly RouteStatus[]): string {
  if (routes.length === 0) return 'no route needs it'
  const names = routes.slice(0, 3).map(({ route }) => route)
  const more = routes.length - names.length
  return `it stands behind ${names.join(', ')}${more === 0 ? '' : ` and ${more.toLocaleString('en-US')} more`}`
}

function concernOfHalt({ route, halted, since }: RouteStatus): readonly Concern[] {
  return halted === null ? [] : [{ severity: 'error', route, title: 'rolled back', text: halted, since }]
}

function concernOfRamp({ route, halted, verdict, since }: RouteStatus): readonly Concern[] {
  if (halted !== null || verdict?.kind !== 'fail') return []
  return [{ severity: 'error', route, title: 'ramp fails', text: verdict.why.join('; '), since }]
}

function concernOfDifferences(route: RouteStatus): readonly Concern[] {
  if (route.differenceRate === null || route.differenceRate < tolerated) return []
  const of = comparisonsOf(route)
  const fields = differingFields(route).slice(0, 3)
  const where =
    fields.length === 0 ? '' : `, most often in ${fields.map(({ pattern }) => pattern).join(', ')}`
  const text = `${tellShare(route.differenceRate)} of ${tellCount(of, 'compared answer')}${where}.`
  return [{ severity: 'warn', route: route.route, title: 'answers differ', text, since: null }]
}

function concernOfCopies(route: RouteStatus): readonly Concern[] {
  const { lost, wanted, reasons } = countLostCopies(route)
  if (lost === 0 || lost < wanted * tolerated) return []
  const text = `${lost.toLocaleString('en-US')} of ${tellCount(wanted, 'copy', 'copies')} told nothing: ${reasons}.`
  return [{ severity: 'warn', route: route.route, title: 'copies lost', text, since: null }]
}

function concernOfRetirement(
  { route, mode, legacyHits, lastLegacyHit, since }: RouteStatus,
  at: number,
): readonly Concern[] {
  if (mode !== 'retired' || lastLegacyHit === null || lastLegacyHit < (since ?? 0)) return []
  const text = `The old side was still asked, ${tellCount(legacyHits, 'time')}, last ${tellAge(at - lastLegacyHit)} ago.`
  return [{ severity: 'warn', route, title: 'retired but needed', text, since: null }]
}
