import type { RouteCandidate } from './route-candidate.js'

/** A request as a line of a log tells it. */
interface LoggedRequest {
  readonly method: string
  /** Without query. */
  readonly path: string
}

export interface LogReading {
  readonly candidates: readonly RouteCandidate[]
  readonly lines: number
  /** Lines that no format fits, requests that no server would route, and such that were refused with 404 or 405. */
  readonly skipped: number
}

/** So many different values at one place make it a parameter. */
const manyValues = 8

/**
 * Routes from an access log: common, combined, or one JSON object a line (`method`, `path`, `uri`, `url` or `request`). What
 * looks like an id, or varies much where its neighbours stay the same, becomes a parameter.
 */
export function discoverFromAccessLog(lines: Iterable<string>): LogReading {
  const counts = new Map<string, number>()
  let total = 0
  let skipped = 0
  for (const line of lines) {
    if (line.trim() === '') continue
    total++
    const request = readLine(line)
    if (request === null) skipped++
    else {
      const key = `${request.method} ${request.path.split('/').map(nameId).join('/')}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return { candidates: gather(counts), lines: total, skipped }
}

const logged = /"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) /

function readLine(line: string): LoggedRequest | null {
  if (line.trimStart().startsWith('{')) return readJson(line)
  const [, method, target, status] = logged.exec(line) ?? []
  return method === undefined || target === undefined ? null : accept(method, target, Number(status))
}

function readJson(line: string): LoggedRequest | null {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof entry !== 'object' || entry === null) return null
  const fields = flatten(entry as Readonly<Record<string, unknown>>)
  const text = (...names: string[]) =>
    names.map(name => fields.get(name)).find(value => typeof value === 'string')
  const status = ['status', 'statuscode', 'status_code', 'responsestatus']
    .map(name => fields.get(name))
    .find(Boolean)
  const [method, target] = /^([A-Z]+) (\S+)/.exec(String(text('request') ?? ''))?.slice(1) ?? [
    text('method', 'requestmethod', 'request_method', 'http_method'),
    text('path', 'uri', 'url', 'requesturi', 'request_uri', 'requestpath', 'target'),
  ]
  if (typeof method !== 'string' || typeof target !== 'string') return null
  return accept(method.toUpperCase(), target, Number(status ?? 200))
}

/** Names in lower case; those of nested objects (`req.method`, `http.request.method`) by their last part. */
function flatten(entry: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>()
  const visit = (value: Readonly<Record<string, unknown>>, depth: number) => {
    for (const [name, inner] of Object.entries(value)) {
      const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      const last = (name.split('.').at(-1) ?? name).toLowerCase()
      if (isObject && depth < 4) visit(inner as Readonly<Record<string, unknown>>, depth + 1)
      else if (!fields.has(last)) fields.set(last, inner)
    }
  }
  visit(entry, 0)
  return fields
}

/** A path that the server did not know is no route of it. */
function accept(method: string, target: string, status: number): LoggedRequest | null {
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '')
  return status === 404 || status === 405 || status === 400 || !path.startsWith('/') ? null : { method, path }
}

const idShapes = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^[0-9a-f]{12,}$/i,
  /^[0-9A-HJKMNP-TV-Z]{26}$/,
  /^(?=.*\d)[\w-]{16,}$/,
  /^\d{4}-\d{2}-\d{2}$/,
  /^[^@]+@[^@]+\.[a-z]+$/i,
]

function nameId(segment: string): string {
  return idShapes.some(shape => shape.test(segment)) ? ':id' : segment
}

/** A place in the tree of paths. */
interface Place {
  readonly children: Map<string, Place>
  readonly methods: Map<string, number>
}

const emptyPlace = (): Place => ({ children: new Map(), methods: new Map() })

function gather(counts: ReadonlyMap<string, number>): readonly RouteCandidate[] {
  const root = emptyPlace()
  for (const [key, count] of counts) {
    const [method = '', path = ''] = key.split(' ')
    let place = root
    for (const segment of path.split('/').slice(1)) {
      const child = place.children.get(segment) ?? emptyPlace()
      place.children.set(segment, child)
      place = child
    }
    place.methods.set(method, (place.methods.get(method) ?? 0) + count)
  }
  const candidates: RouteCandidate[] = []
  list(joinVariants(root), '', candidates)
  return candidates.sort((left, right) => (left.path < right.path ? -1 : 1))
}

/** Many names side by side that lead to the same are values of one parameter. */
function joinVariants({ children, methods }: Place): Place {
  const joined = new Map([...children].map(([name, child]) => [name, joinVariants(child)]))
  const alike = new Map<string, string[]>()
  for (const [name, child] of joined) {
    const shape = name.includes('.') ? null : shapeOf(child)
    if (shape !== null && name !== ':id') alike.set(shape, [...(alike.get(shape) ?? []), name])
  }
  for (const names of alike.values()) {
    if (names.length < manyValues) continue
    const places = [...names, ':id'].flatMap(name => joined.get(name) ?? [])
    for (const name of names) joined.delete(name)
    joined.set(':id', places.reduce(mergePlaces))
  }
  return { children: joined, methods }
}

function shapeOf({ children, methods }: Place): string {
  return JSON.stringify([[...children.keys()].sort(), [...methods.keys()].sort()])
}

function mergePlaces(one: Place, other: Place): Place {
  const children = new Map(one.children)
  for (const [name, child] of other.children) {
    const known = children.get(name)
    children.set(name, known === undefined ? child : mergePlaces(known, child))
  }
  const methods = new Map(one.methods)
  for (const [method, count] of other.methods) methods.set(method, (methods.get(method) ?? 0) + count)
  return { children, methods }
}

function list({ children, methods }: Place, path: string, candidates: RouteCandidate[]): void {
  if (methods.size > 0) {
    const hits = [...methods.values()].reduce((sum, count) => sum + count, 0)
    candidates.push({ methods: [...methods.keys()].sort(), path: path === '' ? '/' : path, hits })
  }
  for (const [segment, child] of children) list(child, `${path}/${segment}`, candidates)
}
