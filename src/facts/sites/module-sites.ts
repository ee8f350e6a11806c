import type { EcmaScriptModule, StaticExport, StaticExportEntry, StaticImport } from 'oxc-parser'
import type { Form } from '../../kernel/dependency.js'
import type { ExportedName } from './file-record.js'
import type { AddSite } from './site-collector.js'
import { templateSpecifier } from './template-specifier.js'

interface Exports {
  readonly names: ExportedName[]
  readonly stars: number[]
}

/**
 * Sites and exported names that the parser's module record holds: static imports and exports, and `import()` of a
 * literal or template.
 */
export function collectModuleSites(module: EcmaScriptModule, text: string, add: AddSite): Exports {
  const bindings: Context['bindings'] = new Map()
  for (const statement of module.staticImports) addImport(statement, { text, add, bindings })
  const exports: Exports = { names: [], stars: [] }
  for (const statement of module.staticExports) addExport(statement, { text, add, bindings, exports })
  for (const call of module.dynamicImports) {
    const specifier = templateSpecifier(text.slice(call.moduleRequest.start, call.moduleRequest.end))
    if (specifier !== null) add({ ...specifier, kind: 'value', offset: call.start, symbols: ['*'] })
  }
  return exports
}

interface Context {
  readonly text: string
  readonly add: AddSite
  /** By local name and by {@link bindingKey}. */
  readonly bindings: Map<string, { site: number; imported: string }>
}

function addImport(statement: StaticImport, { text, add, bindings }: Context): void {
  const specifier = statement.moduleRequest.value
  const offset = statement.start
  if (statement.entries.length === 0) {
    const typeOnly = /^import\s+type\b/.test(text.slice(offset, statement.end))
    add({
      specifier,
      offset,
      symbols: [],
      form: typeOnly ? 'import-type' : 'side-effect',
      kind: typeOnly ? 'type' : 'value',
    })
    return
  }
  for (const isType of [false, true]) {
    const entries = statement.entries.filter(entry => entry.isType === isType)
    if (entries.length === 0) continue
    const symbols = entries.map(entry => importedName(entry.importName))
    const form = isType ? typeImportForm(text, statement) : valueImportForm(symbols)
    const site = add({ specifier, offset, symbols, form, kind: isType ? 'type' : 'value' })
    entries.forEach((entry, index) => {
      const binding = { site, imported: symbols[index] as string }
      bindings.set(entry.localName.value, binding)
      bindings.set(bindingKey(statement.moduleRequest.start, binding.imported), binding)
    })
  }
}

/** Key by which the export of an imported name finds its import: names cannot start with a digit. */
function bindingKey(requestStart: number, imported: string): string {
  return `${requestStart} ${imported}`
}

function typeImportForm(text: string, statement: StaticImport): Form {
  const first = statement.entries[0]
  const head = text.slice(statement.start, first?.importName.start ?? first?.localName.start ?? statement.end)
  return /^import\s+type\b/.test(head) &&
    !head.includes(',') &&
    first?.isType === true &&
    !/\{\s*type\b/.test(head)
    ? 'import-type'
    : 'inline-type'
}

function valueImportForm(symbols: readonly string[]): Form {
  if (symbols.includes('*')) return 'namespace'
  return symbols.length === 1 && symbols[0] === 'default' ? 'default' : 'import'
}

function importedName(name: { kind: string; name: string | null }): string {
  if (name.kind === 'Default') return 'default'
  return name.kind === 'Name' ? (name.name ?? 'default') : '*'
}

function addExport(statement: StaticExport, context: Context & { exports: Exports }): void {
  const { exports } = context
  const reexports = statement.entries.filter(entry => isReexportOf(statement, entry))
  for (const entry of statement.entries) {
    if (!reexports.includes(entry)) exports.names.push(localExport(entry, context))
  }
  for (const isType of [false, true]) {
    const entries = reexports.filter(entry => entry.isType === isType)
    if (entries[0] !== undefined) addReexport(statement, [entries[0], ...entries.slice(1)], context)
  }
}

/** An `export { a }` of an imported name also has a module request: that of the import statement. */
function isReexportOf(statement: StaticExport, entry: StaticExportEntry): boolean {
  const request = entry.moduleRequest
  return request !== null && request.start >= statement.start && request.start < statement.end
}

function addReexport(
  statement: StaticExport,
  entries: readonly [StaticExportEntry, ...StaticExportEntry[]],
  { add, exports }: Context & { exports: Exports },
): void {
  const [first] = entries
  const star = first.exportName.kind === 'None'
  const symbols = entries.map(entry => importedName(entry.importName))
  const site = add({
    specifier: first.moduleRequest?.value ?? '',
    form: first.isType ? 'export-type' : symbols.includes('*') ? 'export-all' : 'export-from',
    kind: first.isType ? 'type' : 'value',
    offset: statement.start,
    symbols,
  })
  if (star) exports.stars.push(site)
  else {
    entries.forEach((entry, index) => {
      exports.names.push({ name: exportedName(entry), site, imported: symbols[index] as string })
    })
  }
}

function localExport(entry: StaticExportEntry, { bindings }: Context): ExportedName {
  const name = exportedName(entry)
  const origin =
    entry.moduleRequest === null
      ? bindings.get(entry.localName.name ?? '')
      : bindings.get(bindingKey(entry.moduleRequest.start, importedName(entry.importName)))
  return origin === undefined ? { name, site: -1, imported: name } : { name, ...origin }
}

function exportedName(entry: StaticExportEntry): string {
  return entry.exportName.kind === 'Name' ? (entry.exportName.name ?? 'default') : 'default'
}
