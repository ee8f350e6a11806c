import type { Dependency } from '../../kernel/dependency.js'
import type { FileProblem } from '../facts.js'
import type { Resolution } from '../resolve/resolution.js'
import type { Resolver } from '../resolve/resolver.js'
import type { FileRecord, ImportSite } from '../sites/file-record.js'
import { expandPattern } from './expand-pattern.js'
import { createSymbolTracer, type TraceSymbol } from './symbol-tracer.js'
import { unresolvedProblem } from './unresolved-problem.js'

/** What linking needs of the tree. */
export interface LinkRequest {
  readonly records: ReadonlyMap<string, FileRecord>
  readonly resolver: Resolver
  /** Sorted. */
  readonly paths: readonly string[]
}

export interface Linked {
  readonly dependencies: readonly Dependency[]
  readonly problems: readonly FileProblem[]
}

/** Resolves every site and ties its symbols to the files that define them. */
export function linkSites(request: LinkRequest): Linked {
  const { records, resolver } = request
  const resolutions = new Map<string, readonly (Resolution | null)[]>()
  for (const [file, { sites }] of records) {
    if (sites.length === 0) continue
    const resolve = resolver.from(file)
    resolutions.set(
      file,
      sites.map(site => (isPattern(site) ? null : resolve(site.specifier))),
    )
  }
  const trace = createSymbolTracer(records, (file, site) => {
    const resolution = resolutions.get(file)?.[site]
    return resolution?.kind === 'file' ? resolution.path : null
  })
  const linked = { dependencies: [] as Dependency[], problems: [] as FileProblem[] }
  for (const [file, { sites }] of records) {
    const ofFile = resolutions.get(file) ?? []
    const start = linked.dependencies.length
    sites.forEach((site, index) => {
      const resolution = ofFile[index] ?? null
      if (resolution === null) linkPattern(file, site, { request, linked })
      else linkSite({ file, site, resolution }, { trace, request, linked })
    })
    sortByPlace(linked.dependencies, start)
  }
  return linked
}

function isPattern(site: ImportSite): boolean {
  return site.form === 'dynamic-pattern' || site.form === 'import-meta-glob'
}

type Output = { dependencies: Dependency[]; problems: FileProblem[] }

function linkPattern(
  from: string,
  site: ImportSite,
  { request, linked }: { request: LinkRequest; linked: Output },
): void {
  const targets = expandPattern(from, site, request)
  for (const to of targets)
    linked.dependencies.push(edge(from, site, { to, definedIn: to, symbols: site.symbols }))
  if (targets.length > 0 || site.form === 'import-meta-glob') return
  const start = site.specifier.split('${…}', 1)[0] as string
  const resolution = /^[./~@#]\/?/.test(start)
    ? null
    : request.resolver.resolve(from, start.replace(/\/$/, ''))
  if (resolution?.kind === 'external') linked.dependencies.push(externalEdge(from, site, resolution.name))
  else linkMissing(from, site, linked)
}

interface ResolvedSite {
  readonly file: string
  readonly site: ImportSite
  readonly resolution: Resolution
}

function linkSite(
  { file, site, resolution }: ResolvedSite,
  { trace, request, linked }: { trace: TraceSymbol; request: LinkRequest; linked: Output },
): void {
  if (resolution.kind === 'external') linked.dependencies.push(externalEdge(file, site, resolution.name))
  else if (resolution.kind === 'missing') {
    if (!isFolderUrl(file, site, request.resolver)) linkMissing(file, site, linked)
  } else {
    for (const target of targetsOf(site, resolution.path, trace))
      linked.dependencies.push(edge(file, site, target))
  }
}

interface Target {
  readonly to: string
  readonly definedIn: string
  readonly symbols: readonly string[]
}

/** One target per defining file. */
function targetsOf(site: ImportSite, to: string, trace: TraceSymbol): Target[] {
  const [first, ...others] = site.symbols
  if (first === undefined) return [{ to, definedIn: to, symbols: site.symbols }]
  const definitionOf = (symbol: string) => (symbol === '*' ? to : trace(to, symbol))
  const definedIn = definitionOf(first)
  if (others.every(symbol => definitionOf(symbol) === definedIn))
    return [{ to, definedIn, symbols: site.symbols }]
  const byDefinition = new Map<string, string[]>()
  for (const symbol of site.symbols) {
    const symbols = byDefinition.get(definitionOf(symbol)) ?? []
    byDefinition.set(definitionOf(symbol), [...symbols, symbol])
  }
  return [...byDefinition].map(([definition, symbols]) => ({ to, definedIn: definition, symbols }))
}

function edge(from: string, site: ImportSite, { to, definedIn, symbols }: Target): Dependency {
  const { specifier, form, kind, line, column } = site
  return { from, to, definedIn, specifier, form, kind, line, column, symbols, external: false }
}

function externalEdge(from: string, site: ImportSite, name: string): Dependency {
  const { specifier, form, kind, line, column, symbols } = site
  return { from, to: name, definedIn: null, specifier, form, kind, line, column, symbols, external: true }
}

/** `new URL('.', import.meta.url)` names a folder: no dependency on any file. */
function isFolderUrl(from: string, site: ImportSite, resolver: Resolver): boolean {
  return site.form === 'new-url' && resolver.resolveFolder(from, site.specifier) !== null
}

function linkMissing(from: string, site: ImportSite, linked: Output): void {
  const { specifier, form, kind, line, column, symbols } = site
  linked.dependencies.push({
    from,
    to: null,
    definedIn: null,
    specifier,
    form,
    kind,
    line,
    column,
    symbols,
    external: false,
  })
  const problem = unresolvedProblem(from, site)
  if (problem !== null) linked.problems.push(problem)
}

/** Sites come in the order in which they were found: statements, then calls, then comments. */
function sortByPlace(dependencies: Dependency[], start: number): void {
  let sorted = true
  for (let index = start + 1; index < dependencies.length; index++) {
    const [before, after] = [dependencies[index - 1] as Dependency, dependencies[index] as Dependency]
    if (before.line > after.line || (before.line === after.line && before.column > after.column))
      sorted = false
  }
  if (sorted) return
  const own = dependencies.splice(start)
  own.sort((a, b) => a.line - b.line || a.column - b.column)
  dependencies.push(...own)
}
