import { posix } from 'node:path'
import type { Outlines, Statement } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { type Binding, openScope, type Scope } from './scope.js'
import { type RecordValue, recordOf, textValue, unknown, type Value } from './value.js'
import { treeRoot } from './evaluate.js'

/** A file that runs or has run. */
interface LoadedModule {
  /** Names of `export` declarations. */
  readonly names: Map<string, Binding>
  /** Specifiers of `export * from`. */
  readonly stars: string[]
  /** `module`, whose `exports` a CommonJS file fills or replaces. */
  readonly commonJs: RecordValue
}

export interface Modules {
  readonly run: (path: string) => void
  readonly exported: Run['exported']
  readonly load: Run['load']
}

/** The files of a program: each runs once, when it is named first. */
export function createModules(outlines: Outlines, current: () => Run): Modules {
  const loaded = new Map<string, LoadedModule>()
  const open = (path: string): LoadedModule => {
    const known = loaded.get(path)
    if (known !== undefined) return known
    const made = { names: new Map(), stars: [], commonJs: recordOf({ exports: recordOf({}) }) }
    loaded.set(path, made)
    if (path.endsWith('.json')) made.commonJs.entries.set('exports', readJson(outlines.textOf(path)))
    else if (isScript.test(path)) runFile(path, made, { run: current(), load })
    return made
  }
  const load = (specifier: string, from: string): Value => {
    if (specifier.startsWith(`${treeRoot}/`))
      return findInTree(specifier.slice(treeRoot.length + 1), outlines)
    const target = outlines.targetOf(from, specifier)
    if (target.kind === 'nothing') return unknown
    if (target.kind === 'file') return { kind: 'module', path: target.path }
    const path = target.subpath === '' ? [] : [`/${target.subpath}`]
    return { kind: 'external', package: target.name, path }
  }
  const exported = (path: string, name: string, seen: readonly string[] = []): Value => {
    const file = open(path)
    const own = file.names.get(name)
    if (own !== undefined) return 'find' in own ? own.find() : own.value
    const replaced = file.commonJs.entries.get('exports') ?? unknown
    const isPlain = replaced.kind === 'record' && replaced.entries.size === 0
    if (!isPlain && (name === 'default' || name === '*')) return replaced
    if (!isPlain) return current().member(replaced, name)
    for (const star of name === 'default' || seen.includes(path) ? [] : file.stars) {
      const from = load(star, path)
      const found = from.kind === 'module' ? exported(from.path, name, [...seen, path]) : unknown
      if (found.kind !== 'unknown') return found
    }
    return unknown
  }
  return { run: open, exported: (path, name) => exported(path, name), load }
}

const isScript = /\.[cm]?[jt]sx?$/

function readJson(text: string): Value {
  try {
    return valueOfJson(JSON.parse(text))
  } catch {
    return unknown
  }
}

function valueOfJson(json: unknown): Value {
  if (typeof json === 'string') return textValue(json)
  if (typeof json === 'number' || typeof json === 'boolean') return { kind: 'constant', value: json }
  if (Array.isArray(json)) return { kind: 'list', items: json.map(valueOfJson) }
  if (typeof json !== 'object' || json === null) return unknown
  return recordOf(Object.fromEntries(Object.entries(json).map(([name, value]) => [name, valueOfJson(value)])))
}

function findInTree(path: string, outlines: Outlines): Value {
  const { dir, base } = posix.parse(path)
  const target = outlines.targetOf(`${dir === '' ? '' : `${dir}/`}index.js`, `./${base}`)
  return target.kind === 'file' ? { kind: 'module', path: target.path } : unknown
}

function runFile(
  path: string,
  made: LoadedModule,
  { run, load }: { readonly run: Run; readonly load: Run['load'] },
): void {
  const { statements, problem } = run.outlines.outlineOf(path)
  if (problem !== null)
    run.troubles.push({ place: { file: path, line: problem.line }, what: problem.message })
  const scope = openScope(null)
  scope.names.set('module', { value: made.commonJs })
  scope.names.set('exports', { find: () => made.commonJs.entries.get('exports') ?? unknown })
  const frame: Frame = { file: path, scope, self: unknown, home: null, returns: [], conditional: false }
  const symbolOf = (specifier: string, symbol: string) => pick(load(specifier, path), symbol, run)
  for (const statement of statements) {
    if (statement.kind === 'import') bindImports(statement, scope, symbolOf)
    if (statement.kind === 'export-from') handOn(statement, made, symbolOf)
  }
  for (const statement of statements) {
    if (statement.kind === 'export') {
      const { exported, value } = statement
      if (value.kind === 'name') made.names.set(exported, { find: () => run.evaluate(value, frame) })
      else made.names.set(exported, { value: run.evaluate(value, frame) })
    } else run.execute([statement], frame)
    // For its effects alone
    if (statement.kind === 'import' && statement.names.length === 0)
      runModule(load(statement.specifier, path), run)
  }
}

function runModule(value: Value, run: Run): void {
  if (value.kind === 'module') run.exported(value.path, '*')
}

type SymbolOf = (specifier: string, symbol: string) => Value

function bindImports(
  { specifier, names }: Extract<Statement, { kind: 'import' }>,
  scope: Scope,
  symbolOf: SymbolOf,
): void {
  for (const { local, symbol } of names) scope.names.set(local, { find: () => symbolOf(specifier, symbol) })
}

function handOn(
  { specifier, exported, symbol }: Extract<Statement, { kind: 'export-from' }>,
  made: LoadedModule,
  symbolOf: SymbolOf,
): void {
  if (exported === '*') made.stars.push(specifier)
  else made.names.set(exported, { find: () => symbolOf(specifier, symbol) })
}

function pick(from: Value, symbol: string, run: Run): Value {
  if (symbol === '*') return from
  return from.kind === 'module' ? run.exported(from.path, symbol) : run.member(from, symbol)
}
