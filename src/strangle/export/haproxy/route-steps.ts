import type { Condition, Route } from '../../../../templates/proxy/src/index.js'
import { pathExpression } from '../path-expression.js'
import { type Batch, batchRoutes } from './batch-routes.js'

/** Rules that put the id of a request's route into `txn.route`, and what they look up: key → id. */
export interface RouteSteps {
  readonly rules: readonly string[]
  readonly entries: ReadonlyMap<string, string>
}

const unnamed = '!{ var(txn.route) -m found }'

/** The rules are in the order of precedence; each is passed over once a route has been found. */
export function renderRouteSteps(routes: readonly Route[], mapFile: string): RouteSteps {
  const entries = new Map<string, string>()
  const rules = routes.some(({ match }) => match.host !== null) ? [nameHost] : []
  let form = ''
  for (const step of batchRoutes(routes)) {
    if (step.kind === 'rule') {
      rules.push(renderRule(step.route))
      continue
    }
    const { batch } = step
    if (batch.form !== form) rules.push(renderShape(batch.form))
    form = batch.form
    rules.push(
      `  http-request set-var(txn.route) ${quote(`${keyFetch(batch)},map_str(${mapFile})`)} if ${unnamed}`,
    )
    addEntries(batch, entries)
  }
  return { rules, entries }
}

/** Without port and the dot that may end a full name. */
const nameHost = `  http-request set-var(txn.host) ${quote('req.hdr(host),lower,regsub(":[0-9]*$",""),regsub("\\.$","")')}`

/** The request's path with `:` and `*` where paths of this form have them; a path of another form stays as it is. */
function renderShape(form: string): string {
  if (!/[12]/.test(form)) return '  http-request set-var(txn.shape) path'
  let group = 0
  const parts = (form.match(/0+|[12]/g) ?? []).map(part => {
    if (part === '2') return { expression: '/.*', shape: '/*' }
    if (part === '1') return { expression: '/[^/]+', shape: '/:' }
    group += 1
    return { expression: `(${'/[^/]*'.repeat(part.length)})`, shape: `\\${group}` }
  })
  const expression = `^${parts.map(part => part.expression).join('')}$`
  const shape = parts.map(part => part.shape).join('')
  return `  http-request set-var(txn.shape) ${quote(`path,regsub("${expression}","${shape}")`)} if ${unnamed}`
}

/** Both sides of a look-up: the fetch must build what `keysOf` writes. */
function keyFetch({ number, byMethod, byHost }: Batch): string {
  const start = byMethod ? `method,concat(|${number}|` : `str(${number}),concat(|`
  return byHost ? `${start},txn.host,|),concat(,txn.shape)` : `${start},txn.shape)`
}

function keysOf({ number, byHost }: Batch, { match }: Route): readonly string[] {
  const shape = match.path
    .split('/')
    .map(segment => (segment.startsWith(':') ? ':' : segment))
    .join('/')
  const rest = byHost ? `${match.host}|${shape}` : shape
  if (match.methods === null) return [`${number}|${rest}`]
  return match.methods.map(method => `${method}|${number}|${rest}`)
}

/** Of two routes that take the same request, the first keeps it. */
function addEntries(batch: Batch, entries: Map<string, string>): void {
  for (const route of batch.routes) {
    for (const key of keysOf(batch, route)) if (!entries.has(key)) entries.set(key, route.id)
  }
}

function renderRule({ id, match }: Route): string {
  const conditions = [
    unnamed,
    ...(match.methods === null ? [] : [`{ method ${match.methods.join(' ')} }`]),
    ...(match.host === null ? [] : [renderHost(match.host)]),
    ...match.headers.map(condition => renderCondition('req.fhdr', condition)),
    ...match.cookies.map(condition => renderCondition('req.cook', condition)),
    `{ pathq -m reg ${quote(`^${pathExpression(match.path)}$`)} }`,
  ]
  return `  http-request set-var(txn.route) str(${id}) if ${conditions.join(' ')}`
}

function renderHost(host: string): string {
  return host.startsWith('*.')
    ? `{ var(txn.host) -m reg ${quote(`.${host.slice(1).replaceAll('.', '\\.')}$`)} }`
    : `{ var(txn.host) -m str ${quote(host)} }`
}

/** `req.fhdr` does not cut values at commas. */
function renderCondition(fetch: string, { name, value }: Condition): string {
  const subject = `${fetch}(${name})`
  return value === null ? `{ ${subject} -m found }` : `{ ${subject} -m str -- ${quote(value)} }`
}

/** In single quotes nothing means anything but the quote itself. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
