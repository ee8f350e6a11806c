import type { Graph, Module } from '../graph/graph.js'
import type { Kind } from '../kernel/dependency.js'
import type { RuleName } from '../kernel/finding.js'
import type { Plant, RuleContext } from './rule.js'

/** Beyond this many pairs each module is paired with its next neighbours only, as source and as target. */
const pairLimit = 20_000

/** All ordered pairs of different modules; for very many modules, as many per module as the limit allows. */
export function listModulePairs(graph: Graph): readonly (readonly [from: Module, to: Module])[] {
  const modules = [...graph.modules.values()]
  const reach = Math.min(modules.length - 1, Math.max(1, Math.floor(pairLimit / Math.max(1, modules.length))))
  return modules.flatMap((from, at) =>
    Array.from(
      { length: reach },
      (_, step) => [from, modules[(at + step + 1) % modules.length] ?? from] as const,
    ),
  )
}

/** An import to plant: of a file or package, into a file of `from`. */
export interface ImportToPlant {
  readonly from: Module
  /** File relative to the root, or a package's name. */
  readonly target: string
  readonly kind: Kind
  /** Module that the violation is to name as its target; null for a package. */
  readonly to: string | null
  /** What of the file to import; everything when left out. */
  readonly symbol?: string
}

/** Plants for imports that must break a rule: those of one module share one planted file. */
export function plantImports(
  context: Pick<RuleContext, 'graph' | 'options'>,
  rule: RuleName,
  imports: readonly ImportToPlant[],
): readonly Plant[] {
  const byModule = new Map<Module, ImportToPlant[]>()
  for (const planted of imports) {
    const same = byModule.get(planted.from)
    if (same === undefined) byModule.set(planted.from, [planted])
    else same.push(planted)
  }
  return [...byModule].flatMap(([from, group]) => {
    const host = findHost(context.graph, from, context.options.tests !== false)
    if (host === null) return []
    const types = group.some(({ kind }) => kind === 'type')
    return plantFile(choosePlantPath(context.graph, from, { host, types }), rule, group)
  })
}

function plantFile(file: string, rule: RuleName, imports: readonly ImportToPlant[]): readonly Plant[] {
  const lines = imports.map((planted, at) => writeImport(file, planted, `planted${at}`))
  const text = wrapScript(file, lines.join('\n'))
  const files = { [file]: text }
  return imports.map(({ from, to, target }) => ({
    label: `${from.name} → ${to ?? target}`,
    files,
    expects: violation =>
      violation.rule === rule &&
      violation.from.file === file &&
      (to === null ? violation.from.symbol === target : violation.to.module === to),
  }))
}

/** A file of a module beside which one more is the module's too: plain TypeScript where there is some. */
export function findHost(graph: Graph, module: Module, tests: boolean): string | null {
  const code = module.files.filter(path => graph.files.get(path)?.test === false)
  const files = code.length > 0 ? code : tests ? module.files : []
  return pickPlain(files) ?? null
}

/** A file of a module to import: one that others may import, where there is a choice. */
export function findTarget(graph: Graph, module: Module, accept: (path: string) => boolean): string | null {
  const files = module.files.filter(path => graph.files.has(path) && accept(path))
  return pickPlain(files.filter(path => module.publicFiles.has(path))) ?? pickPlain(files) ?? null
}

function pickPlain(files: readonly string[]): string | undefined {
  return (
    files.find(path => /(?<!\.d)\.tsx?$/.test(path)) ??
    files.find(path => /(?<!\.d)\.m?[jt]sx?$/.test(path)) ??
    files[0]
  )
}

/**
 * Where to plant into a module: beside the host, or in its place where the module would not own a new file there or has
 * no other.
 */
export function choosePlantPath(
  graph: Graph,
  module: Module,
  { host, types }: { readonly host: string; readonly types: boolean },
): string {
  const path = derivePlantPath(host, types)
  return module.files.length > 1 && graph.moduleOf(path)?.name === module.name ? path : host
}

/** `user.service.ts` → `user-banyan-plant.service.ts`: whatever pattern made the host the module's fits the plant. */
export function derivePlantPath(host: string, types = false): string {
  const slash = host.lastIndexOf('/') + 1
  const name = host.slice(slash)
  const dot = name.indexOf('.', 1)
  const [stem, suffix] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)]
  // Nothing in a declaration file exists at run time: what is planted there could break no rule about values.
  const runs = suffix.replace(/\.d\.([cm]?ts)$/, '.$1')
  return `${host.slice(0, slash)}${stem}-banyan-plant${types ? runs.replace(/\.([cm]?)js(x?)$/, '.$1ts$2') : runs}`
}

const templates = {
  value: (specifier: string, names: string) => `import ${names} from ${specifier}`,
  type: (specifier: string, names: string) => `import type ${names} from ${specifier}`,
  asset: (specifier: string, _: string, name: string) =>
    `export const ${name} = new URL(${specifier}, import.meta.url)`,
  mock: (specifier: string) => `vi.mock(${specifier})`,
} satisfies Record<Kind, (specifier: string, names: string, name: string) => string>

/** One import as source text, in the way of the planted file. */
export function writeImport(
  file: string,
  { target, kind, to, symbol }: Omit<ImportToPlant, 'from'>,
  name: string,
): string {
  const specifier = JSON.stringify(to === null ? target : deriveRelative(file, target))
  if (kind === 'value' && /\.c[jt]s$/.test(file)) {
    const names = symbol === undefined ? name : `{ ${symbol}: ${name} }`
    return `const ${names} = require(${specifier})`
  }
  return templates[kind](specifier, symbol === undefined ? `* as ${name}` : `{ ${symbol} as ${name} }`, name)
}

/** The specifier that leads from one file to another, extension included. */
function deriveRelative(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < folders.length && folders[shared] === target[shared]) shared++
  const up = '../'.repeat(folders.length - shared)
  return `${up === '' ? './' : up}${target.slice(shared).join('/')}`
}

/** Source text as the kind of file wants it. */
export function wrapScript(file: string, text: string): string {
  if (file.endsWith('.astro')) return `---\n${text}\n---\n`
  return /\.(?:vue|svelte)$/.test(file) ? `<script lang="ts">\n${text}\n</script>\n` : `${text}\n`
}
