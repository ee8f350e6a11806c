import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseConfig, type StranglerConfig } from '../../templates/proxy/src/index.js'
import { nearestName } from '../kernel/nearest.js'
import { withSlashes } from '../kernel/paths.js'
import type { Plan } from '../kernel/plan.js'
import { refuse, UserError } from '../kernel/problem.js'
import { appendElement, setProperty } from './edit-config-text.js'
import {
  readStranglerConfig,
  type StranglerConfigRequest,
  stranglerConfigFile,
} from './read-strangler-config.js'

/** What is written of a route; what is undefined is left as it is. */
export interface RouteFields {
  readonly id?: string
  readonly mode?: string
  readonly share?: number
}

/** A change of the config, and the folder that its path counts from. */
export interface ConfigEdit {
  readonly root: string
  readonly plan: Plan
}

/** Adds a route at the end of the list; comments and layout of the file stay. `request` is `GET,HEAD /users/:id`. */
export function planRouteAdd(
  place: StranglerConfigRequest,
  request: string,
  fields: RouteFields,
): ConfigEdit {
  readStranglerConfig(place)
  const [, methods, pattern = ''] = /^\s*(?:([A-Za-z,]+)\s+)?(\/\S*)\s*$/.exec(request) ?? []
  if (pattern === '') {
    refuse(
      'usage',
      `"${request}" is no route.`,
      'Write methods and a path: "GET,HEAD /users/:id", or a path alone.',
    )
  }
  const { id, mode = 'legacy', share } = fields
  const route = {
    ...(id === undefined ? {} : { id }),
    path: pattern,
    ...(methods === undefined ? {} : { methods: methods.toUpperCase().split(',') }),
    mode,
    ...(share === undefined ? {} : { share }),
  }
  return planEdit(place, `Add ${request}`, text => appendElement(text, 'routes', route))
}

/** Declares another mode or share for a route. */
export function planRouteSet(place: StranglerConfigRequest, id: string, fields: RouteFields): ConfigEdit {
  const at = findRoute(readStranglerConfig(place), id)
  const changes = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (changes.length === 0) refuse('usage', 'There is nothing to set.', 'Give --mode, --share, or both.')
  return planEdit(place, `Set ${id}`, text =>
    changes.reduce(
      (edited, [name, value]) => setProperty(edited, ['routes', at], name, value),
      dropShare(text, at, fields),
    ),
  )
}

/** A share belongs to canaries only. */
function dropShare(text: string, at: number, { mode, share }: RouteFields): string {
  if (mode === undefined || mode === 'canary' || share !== undefined) return text
  return setProperty(text, ['routes', at], 'share', undefined)
}

function findRoute({ routes }: StranglerConfig, id: string): number {
  const at = routes.findIndex(route => route.id === id)
  if (at >= 0) return at
  const ids = routes.map(route => route.id)
  const near = nearestName(id, ids)
  const hint = near === null ? `Known are: ${ids.join(', ')}.` : `Did you mean "${near}"?`
  return refuse('not-found', `There is no route "${id}".`, hint)
}

/** Nothing is planned that the proxy would refuse. */
function planEdit(
  { root, file }: StranglerConfigRequest,
  title: string,
  edit: (text: string) => string,
): ConfigEdit {
  const absolute = file ?? path.join(root, stranglerConfigFile)
  const content = edit(readFileSync(absolute, 'utf8'))
  const parsed = parseConfig(content)
  if (parsed.kind === 'problems') {
    throw new UserError(
      parsed.problems.map(({ message, hint }) => ({ code: 'config-invalid', message, hint, place: null })),
    )
  }
  const folder = path.dirname(absolute)
  const name = withSlashes(path.basename(absolute))
  return { root: folder, plan: { title, changes: [{ kind: 'update', path: name, content }] } }
}
