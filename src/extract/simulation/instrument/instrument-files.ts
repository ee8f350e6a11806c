import { groupBy } from '../../../kernel/group-by.js'
import type { SimulatedOperation } from '../request.js'
import { findDeclaration } from './find-declaration.js'
import { findImplementers, parse, type ReadText } from './find-implementers.js'
import { importRuntime } from './import-runtime.js'
import { insertAtDeclaration } from './insert-at-declaration.js'
import { insertAll, type Insertion, type Refusal, type Site, type SiteOutcome } from './insertion.js'

export interface InstrumentRequest {
  readonly operations: readonly SimulatedOperation[]
  readonly moduleFiles: readonly string[]
  /** All source files, those of the module among them. */
  readonly files: readonly string[]
  readonly read: ReadText
}

export interface Instrumented {
  /** New texts by path. */
  readonly texts: ReadonlyMap<string, string>
  readonly refusals: readonly Refusal[]
  /** Operations that run as another does, by id: the interface's method as that of the class behind it. */
  readonly aliases: ReadonlyMap<string, readonly string[]>
}

/** Puts the runtime at each declaration of each operation. */
export function instrumentFiles(request: InstrumentRequest): Instrumented {
  const { sites, aliases } = findSites(request)
  const texts = new Map<string, string>()
  const told = new Map<string, Refusal>()
  const done = new Set<string>()
  for (const [file, inFile] of groupBy(sites, site => site.file)) {
    const { text, outcomes } = instrumentFile(file, inFile, request.read)
    if (text !== null) texts.set(file, text)
    for (const [site, outcome] of outcomes) {
      const { id } = site.operation
      if (outcome.is === 'inserted') done.add(id)
      else if (!told.has(id)) told.set(id, refusalOf(site, outcome, request.read))
    }
  }
  const stands = (id: string) => done.has(id) || (aliases.get(id) ?? []).some(each => done.has(each))
  const refusals = [...told.values()].filter(({ operation }) => !stands(operation))
  return { texts, refusals, aliases }
}

/** One operation a place: its own declaration comes before those of others that lead there. */
function findSites(request: InstrumentRequest): {
  readonly sites: readonly Site[]
  readonly aliases: ReadonlyMap<string, readonly string[]>
} {
  const all = request.operations.map(operation => sitesOf(operation, request))
  const ordered = [...all.flatMap(sites => sites.slice(0, 1)), ...all.flatMap(sites => sites.slice(1))]
  const taken = new Map<string, Site>()
  const aliases = new Map<string, string[]>()
  for (const site of ordered) {
    const key = [site.file, site.symbol, site.operation.member].join('\0')
    const first = taken.get(key)
    if (first === undefined) taken.set(key, site)
    else aliases.set(site.operation.id, [...(aliases.get(site.operation.id) ?? []), first.operation.id])
  }
  return { sites: [...taken.values()], aliases }
}

/** Its own declaration, and those by which it runs in its place. */
function sitesOf(operation: SimulatedOperation, request: InstrumentRequest): readonly Site[] {
  const { file, symbol } = operation
  const own = { operation, file, symbol }
  if (operation.member === null) return [own]
  const inside = new Set(request.moduleFiles)
  const candidates = request.files.filter(each => inside.has(each) === (operation.direction === 'inbound'))
  return [own, ...findImplementers(operation, candidates, request.read)]
}

type Outcomes = readonly (readonly [Site, SiteOutcome])[]

function instrumentFile(
  file: string,
  sites: readonly Site[],
  read: ReadText,
): { readonly text: string | null; readonly outcomes: Outcomes } {
  const before = read(file)
  const source = parse(file, before)
  const runtime = importRuntime(source)
  const outcomes = sites.map(site => {
    const declaration = findDeclaration(source, site.symbol)
    if (declaration === null)
      return [site, { is: 'refused', reason: 'is not declared at the top of its file', offset: 0 }] as const
    if (runtime === null)
      return [site, { is: 'refused', reason: 'stands in a file that is no module', offset: 0 }] as const
    return [site, insertAtDeclaration(declaration, site.operation)] as const
  })
  const insertions = outcomes.flatMap(([, outcome]): readonly Insertion[] =>
    outcome.is === 'inserted' ? outcome.insertions : [],
  )
  if (runtime === null || insertions.length === 0) return { text: null, outcomes }
  return { text: insertAll(before, [runtime, ...onceEach(insertions)]), outcomes }
}

/** A default export without a name gets one, however many of its members are operations. */
function onceEach(insertions: readonly Insertion[]): readonly Insertion[] {
  return [...new Map(insertions.map(each => [`${each.at}\0${each.text}`, each])).values()]
}

function refusalOf(site: Site, outcome: Exclude<SiteOutcome, { is: 'inserted' }>, read: ReadText): Refusal {
  const reason =
    outcome.is === 'refused'
      ? outcome.reason
      : 'is only declared, and nothing says by name that it implements it'
  const lines = read(site.file).slice(0, outcome.offset).split('\n')
  const place = { file: site.file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  return { operation: site.operation.id, reason, place }
}
