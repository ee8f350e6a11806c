import type {
  CallExpression,
  EcmaScriptModule,
  ExportNamedDeclaration,
  Expression,
  Node,
  Program,
} from 'oxc-parser'
import { visitorKeys } from 'oxc-parser'
import { mockSite } from './mock-site.js'
import { requireSite } from './require-site.js'
import type { AddSite, RawSite } from './site-collector.js'
import { constantString, expressionSpecifier, templateSpecifier } from './template-specifier.js'
import { urlSite } from './url-site.js'

/** What the finders of sites know about the file. */
export interface TreeContext {
  /** Names that `createRequire` gave to a local `require`. */
  readonly aliases: ReadonlySet<string>
  /** Local names of `createRequire` itself. */
  readonly factories: ReadonlySet<string>
}

/**
 * Sites that only the syntax tree shows: requires, types of imports, mocks, URLs, globs, variable templates. Returns
 * the offsets of `import()` calls that are part of another site, such as `vi.mock(import('x'))`.
 */
export function collectTreeSites(source: TreeSource, add: AddSite): ReadonlySet<number> {
  const { program, module, text, hints } = source
  const factories = factoriesOf(module, text)
  const context: TreeContext = { factories, aliases: aliasesOf(factories, text) }
  const consumed = new Set<Node>()
  const visit = (node: Node, parent: Node | null) => {
    const site = consumed.has(node) ? null : siteOf(node, { parent, context, consumed })
    if (site !== null) add(site)
    const children = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>
    for (const key of visitorKeys[node.type] ?? []) {
      const child = children[key]
      if (Array.isArray(child)) {
        for (const item of child) if (item !== null) visit(item, node)
      } else if (child !== null && child !== undefined) visit(child, node)
    }
  }
  let start = 0
  for (const statement of program.body) {
    const { end } = statement
    if (hints === 'all' || hints.some(offset => offset >= start && offset < end)) visit(statement, program)
    start = end
  }
  return new Set([...consumed].map(node => node.start))
}

interface TreeSource {
  readonly program: Program
  readonly module: EcmaScriptModule
  readonly text: string
  /** Where to look; see `findTreeHints`. */
  readonly hints: readonly number[] | 'all'
}

interface Visit {
  readonly parent: Node | null
  readonly context: TreeContext
  /** Nodes whose dependency is told by a node around them. */
  readonly consumed: Set<Node>
}

function siteOf(node: Node, visit: Visit): RawSite | null {
  switch (node.type) {
    case 'CallExpression':
      return (
        mockSite(node, visit.consumed) ??
        requireSite(node, visit.parent, visit.context) ??
        importMetaSite(node)
      )
    case 'NewExpression':
      return urlSite(node, visit.consumed)
    case 'ImportExpression':
      return variableImport(node.source, node.start)
    case 'TSImportType':
      return importType(node)
    case 'TSImportEqualsDeclaration':
      return importEquals(node)
    case 'ImportDeclaration':
      return visit.parent?.type === 'Program'
        ? null
        : { specifier: node.source.value, form: 'import', kind: 'type', offset: node.start, symbols: ['*'] }
    case 'ExportNamedDeclaration':
      return emptyExport(node)
    default:
      return null
  }
}

/** `export {} from 'x'`, which has no entry in the module record. */
function emptyExport({ specifiers, source, start }: ExportNamedDeclaration): RawSite | null {
  if (source === null || specifiers.length > 0) return null
  return { specifier: source.value, form: 'export-from', kind: 'value', offset: start, symbols: [] }
}

/** `import()` whose argument the module record's text did not tell. */
function variableImport(source: Expression, offset: number): RawSite | null {
  const read = expressionSpecifier(source)
  if (read === null || (source.type === 'Literal' && templateSpecifier(source.raw ?? '') !== null))
    return null
  if (
    read.form === 'dynamic-template' &&
    source.type === 'TemplateLiteral' &&
    source.expressions.length === 0
  ) {
    return null
  }
  return { ...read, kind: 'value', offset, symbols: ['*'] }
}

function importType(node: Extract<Node, { type: 'TSImportType' }>): RawSite | null {
  let qualifier = node.qualifier
  while (qualifier?.type === 'TSQualifiedName') qualifier = qualifier.left as typeof qualifier
  const symbol = qualifier?.type === 'Identifier' ? qualifier.name : '*'
  return {
    specifier: node.source.value,
    form: 'import-in-type',
    kind: 'type',
    offset: node.start,
    symbols: [symbol],
  }
}

function importEquals(node: Extract<Node, { type: 'TSImportEqualsDeclaration' }>): RawSite | null {
  if (node.moduleReference.type !== 'TSExternalModuleReference') return null
  return {
    specifier: node.moduleReference.expression.value,
    form: 'import-equals',
    kind: node.importKind === 'type' ? 'type' : 'value',
    offset: node.start,
    symbols: ['*'],
  }
}

/** `import.meta.resolve('x')` and `import.meta.glob('x')`. */
function importMetaSite(call: CallExpression): RawSite | null {
  const { callee } = call
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'MetaProperty' || callee.computed)
    return null
  const name = callee.property.type === 'Identifier' ? callee.property.name : ''
  const [argument] = call.arguments
  if (argument === undefined || argument.type === 'SpreadElement') return null
  if (name === 'resolve') {
    const specifier = constantString(argument)
    return specifier === null
      ? null
      : { specifier, form: 'import-meta-resolve', kind: 'value', offset: call.start, symbols: [] }
  }
  return name === 'glob' || name === 'globEager' ? globSite(argument, call.start) : null
}

/** One site for all patterns of a glob: alternatives are joined by `|`, those with `!` leave files out. */
function globSite(argument: Expression, offset: number): RawSite | null {
  const items = argument.type === 'ArrayExpression' ? argument.elements : [argument]
  const patterns = items.flatMap(item =>
    item === null || item.type === 'SpreadElement' ? [] : (constantString(item) ?? []),
  )
  const wanted = patterns.filter(pattern => !pattern.startsWith('!'))
  if (wanted.length === 0) return null
  const except = patterns.filter(pattern => pattern.startsWith('!')).map(pattern => pattern.slice(1))
  const site = { form: 'import-meta-glob', kind: 'value', offset, symbols: ['*'] } as const
  return { ...site, specifier: wanted.join('|'), ...(except.length === 0 ? {} : { except }) }
}

function factoriesOf(module: EcmaScriptModule, text: string): ReadonlySet<string> {
  const names = new Set(['createRequire'])
  if (!text.includes('createRequire')) return names
  for (const statement of module.staticImports) {
    for (const entry of statement.entries) {
      if (entry.importName.name === 'createRequire') names.add(entry.localName.value)
    }
  }
  return names
}

function aliasesOf(factories: ReadonlySet<string>, text: string): ReadonlySet<string> {
  if (!text.includes('createRequire')) return new Set()
  const pattern = new RegExp(
    `([A-Za-z_$][\\w$]*)\\s*=\\s*(?:[\\w$]+\\s*\\.\\s*)?(?:${[...factories].join('|')})\\s*\\(`,
    'g',
  )
  return new Set([...text.matchAll(pattern)].map(match => match[1] as string))
}
