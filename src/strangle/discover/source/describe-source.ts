import type { SourceRoute } from './flatten-routes.js'
import type { Trouble } from './interpret/run.js'
import { type Framework, frameworks } from './router.js'

const names = {
  express: 'Express',
  fastify: 'Fastify',
  koa: 'Koa',
  nest: 'NestJS',
} satisfies Record<Framework, string>

export interface SourceReading {
  readonly source: string
  /** Each app with routes. */
  readonly apps: readonly { readonly place: string; readonly routes: readonly SourceRoute[] }[]
  readonly routes: readonly SourceRoute[]
  /** Paths, as they are written down. */
  readonly paths: number
  readonly troubles: readonly Trouble[]
  readonly widened: readonly Trouble[]
  readonly show: (path: string) => string
}

/** What was found in a source and what was not, in sentences. */
export function describeSource({
  source,
  apps,
  routes,
  paths,
  troubles,
  widened,
  show,
}: SourceReading): readonly string[] {
  const files = new Set(routes.map(({ place }) => place.file)).size
  const used = frameworks.filter(name => routes.some(({ framework }) => framework === name))
  const head = `${source}: ${used.map(name => names[name]).join(' and ')}, ${count(routes.length, 'route')} in ${count(files, 'file')}, ${count(paths, 'path')}.`
  const each =
    apps.length < 2 ? [] : apps.map(app => `${app.place}: an app with ${count(app.routes.length, 'route')}.`)
  return [
    head,
    ...each,
    ...bounded(renderAll(troubles, show), 'could not be read either'),
    ...bounded(renderAll(widened, show), 'are wider than in the source, too'),
  ]
}

/** A sentence for what is the same in one file, with all its lines. */
function renderAll(troubles: readonly Trouble[], show: SourceReading['show']): readonly string[] {
  const groups = new Map<string, { readonly trouble: Trouble; readonly lines: number[] }>()
  for (const trouble of troubles) {
    const key = JSON.stringify([trouble.place.file, trouble.what])
    const group = groups.get(key) ?? { trouble, lines: [] }
    group.lines.push(trouble.place.line)
    groups.set(key, group)
  }
  return [...groups.values()].map(
    ({ trouble: { place, what }, lines }) => `${show(place.file)}:${lines.join(', ')}: ${what}.`,
  )
}

const mostTold = 40

function bounded(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= mostTold) return lines
  return [...lines.slice(0, mostTold), `${lines.length - mostTold} more ${what}.`]
}

export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`
}
