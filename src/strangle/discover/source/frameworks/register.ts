import type { Call, Run } from '../interpret/run.js'
import { textsOf } from '../interpret/texts.js'
import { optionsOf, type Value } from '../interpret/value.js'
import type { RegisteredRoute, Router } from '../router.js'

/** Methods of routers that register a route for a method of HTTP. */
export const verbs: ReadonlyMap<string, readonly string[] | null> = new Map([
  // Every framework answers HEAD where it answers GET.
  ['get', ['GET', 'HEAD']],
  ['del', ['DELETE']],
  ['all', null],
  ...[
    ...['head', 'post', 'put', 'patch', 'delete', 'options', 'trace', 'copy', 'link', 'lock', 'merge'],
    ...['mkactivity', 'mkcol', 'move', 'notify', 'propfind', 'proppatch', 'purge', 'report', 'search'],
    ...['subscribe', 'unlink', 'unlock', 'unsubscribe', 'm-search', 'checkout'],
  ].map((name): [string, readonly string[]] => [name, [name.toUpperCase()]]),
])

/** What a written method means: `GET` brings `HEAD` along. */
export function methodsOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap(name => verbs.get(name.toLowerCase()) ?? [name.toUpperCase()]))]
}

type RoutePlace = Pick<RegisteredRoute, 'place'> & Partial<Pick<RegisteredRoute, 'below' | 'outside'>>

export function addRoute(
  router: Router,
  path: Value,
  methods: readonly string[] | null,
  { place, below = false, outside = false }: RoutePlace,
): void {
  router.entries.push({ kind: 'route', methods, path, below, outside, place })
}

export function mount(router: Router, path: Value | null, inner: Router, place: Call['place']): void {
  if (router === inner) return
  inner.mounted = true
  router.entries.push({ kind: 'mount', path, router: inner, place })
}

/** Whether a value is meant as a path: a text, several of them, or a pattern. */
export function isPath(value: Value | undefined): boolean {
  if (value === undefined) return false
  return optionsOf(value).some(option => option.kind === 'regexp' || textsOf(option).texts.length > 0)
}

/** Each of several values, lists opened, modules as what they export. */
export function flatten(values: readonly Value[], run: Run): readonly Value[] {
  return values.flatMap((value): readonly Value[] => {
    if (value.kind === 'list') return flatten(value.items, run)
    if (value.kind === 'choice') return flatten(value.options, run)
    return value.kind === 'module' ? [moduleValue(value.path, run)] : [value]
  })
}

/** What `require` of a file gives that exports one thing. */
export function moduleValue(path: string, run: Run): Value {
  const whole = run.exported(path, '*')
  return whole.kind === 'unknown' ? run.exported(path, 'default') : whole
}

/** Handlers of requests are not run: what they do is no set-up. */
export function settleHandlers(args: readonly Value[], run: Run): void {
  for (const arg of flatten(args, run)) if (arg.kind === 'function') run.settled.add(arg.outline)
}

/** The last name of something of a package: `Router` in `express.Router`. */
export function nameOf(path: readonly string[]): string {
  return path.filter(part => part !== 'default' && !part.startsWith('/')).join('.')
}
