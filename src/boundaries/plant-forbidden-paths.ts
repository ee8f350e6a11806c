import type { Kind } from '../kernel/dependency.js'
import type { Violation } from '../kernel/finding.js'
import { isForbidden, isJudged, listEntries, type ParsedEntry } from './forbidden-entry.js'
import { derivePlantPath, wrapScript, writeImport } from './plant-import.js'
import type { Plant, RuleContext } from './rule.js'
import { deriveScope, type Selector, type SelectorScope } from './selector.js'

/** An import that an entry forbids: of a file, or of a package. */
interface Crossing {
  readonly path: string
  readonly label: string
  readonly target: string
  readonly isPackage: boolean
  readonly toModule: string | null
}

/**
 * For each entry, from one file of each module that it judges, an import of one file of each module and of each
 * package that it forbids. What goes into one planted file is written together, so that all can be planted at once.
 */
export function plantForbiddenPaths(context: RuleContext): readonly Plant[] {
  const kind: Kind | undefined = context.kinds.has('value') ? 'value' : [...context.kinds][0]
  if (kind === undefined) return []
  const scope = deriveScope(context.graph)
  const crossings = listEntries(context, scope).flatMap(entry => listCrossings(entry, scope, kind))
  const texts = new Map<string, Map<string, string>>()
  for (const { path, target, isPackage } of crossings) {
    const lines = texts.get(path) ?? new Map<string, string>()
    texts.set(path, lines)
    if (lines.has(target)) continue
    lines.set(
      target,
      writeImport(path, { target, kind, to: isPackage ? null : target }, `planted${lines.size}`),
    )
  }
  return crossings.map(crossing => ({
    label: crossing.label,
    files: {
      [crossing.path]: wrapScript(crossing.path, [...(texts.get(crossing.path)?.values() ?? [])].join('\n')),
    },
    expects: violation => isExpected(violation, crossing),
  }))
}

function listCrossings(entry: ParsedEntry, scope: SelectorScope, kind: Kind): readonly Crossing[] {
  const targets = listTargets(entry, scope)
  return listHosts(entry, scope, kind).flatMap(({ path, from }) =>
    targets.map(target => ({ path, ...target, label: `${from} → ${target.toModule ?? target.target}` })),
  )
}

/** One path per module, or one for all files of none, that is not taken and would be judged. */
function listHosts(entry: ParsedEntry, { graph }: SelectorScope, kind: Kind) {
  const hosts = new Map<string | null, { readonly path: string; readonly from: string }>()
  for (const file of graph.files.keys()) {
    const module = graph.moduleOf(file)?.name ?? null
    if (hosts.has(module) || !isJudged(entry, file)) continue
    const path = derivePlantPath(file, kind === 'type')
    if (!graph.files.has(path) && isJudged(entry, path)) hosts.set(module, { path, from: module ?? file })
  }
  return [...hosts.values()]
}

function listTargets(entry: ParsedEntry, { graph, packages }: SelectorScope) {
  const files = new Map<string, Omit<Crossing, 'path' | 'label'>>()
  for (const target of graph.files.keys()) {
    if (!isForbidden(entry, target)) continue
    const toModule = graph.moduleOf(target)?.name ?? null
    const key = toModule ?? ''
    if (!files.has(key)) files.set(key, { target, isPackage: false, toModule })
  }
  const named = entry.to.flatMap(selector => makePackageName(selector, packages))
  return [...files.values(), ...named.map(target => ({ target, isPackage: true, toModule: null }))]
}

/** A package that a selector means: one in use, or else one made up. */
function makePackageName(selector: Selector, packages: readonly string[]): readonly string[] {
  if (selector.kind !== 'package') return []
  const pattern = selector.text.replace(/^npm:/, '')
  const made = pattern === 'node:*' ? 'node:fs' : pattern.replace(/\*+/g, 'banyan-plant')
  const name = [made, ...packages].find(selector.matchesPackage)
  return name === undefined ? [] : [name]
}

function isExpected({ rule, from, to }: Violation, crossing: Crossing): boolean {
  if (rule !== 'forbidden-path' || from.file !== crossing.path) return false
  if (crossing.isPackage) return from.symbol === crossing.target
  return crossing.toModule === null ? to.file === crossing.target : to.module === crossing.toModule
}
