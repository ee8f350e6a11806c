import { posix } from 'node:path'
import type { Run } from '../interpret/run.js'
import { recordOf, textValue } from '../interpret/value.js'
import { createRouter } from '../router.js'
import { registerOne } from './fastify.js'

/** Registers the plugin that a script of a `package.json` starts with `fastify start …`, as the command does. */
export function startByCli(manifest: string, run: Run): void {
  for (const script of scriptsOf(run.outlines.textOf(manifest))) {
    const [, args] = /\bfastify(?:-cli)?\s+start\s+([^&|;]*)/.exec(script) ?? []
    const file = args === undefined ? null : findSource(posix.dirname(manifest), args, run)
    if (args === undefined || file === null) continue
    const place = { file, line: 1 }
    const app = createRouter('fastify', true, place)
    if (run.routers.some(other => other.app && other.place.file === file)) return
    run.routers.push(app)
    const [, prefix] = /(?:^|\s)(?:-x|--prefix)[ =](\S+)/.exec(args) ?? []
    const options = recordOf(prefix === undefined ? {} : { prefix: textValue(prefix) })
    registerOne(app, { kind: 'module', path: file }, options, { run, call: { args: [], made: false, place } })
    return
  }
}

function scriptsOf(text: string): readonly string[] {
  try {
    const { scripts } = JSON.parse(text) as { readonly scripts?: Readonly<Record<string, unknown>> }
    return Object.values(scripts ?? {}).filter(script => typeof script === 'string')
  } catch {
    return []
  }
}

/** The file that is started, or the one that it is built from. */
function findSource(folder: string, args: string, { outlines }: Run): string | null {
  const [built] = args.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? []
  if (built === undefined) return null
  const source = built.replace(/^(?:\.\/)?(?:dist|build|out)\//, '')
  const candidates = [built, source, `src/${source}`].flatMap(path => [path, path.replace(/js$/, 'ts')])
  const paths = new Set(outlines.paths)
  return candidates.map(path => posix.join(folder, path)).find(path => paths.has(path)) ?? null
}
