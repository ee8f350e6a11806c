import type { TableUse } from '../../facts/index.js'
import type { Graph, Module } from '../../graph/graph.js'
import type { Problem } from '../../kernel/problem.js'
import type { Place, Violation } from '../../kernel/finding.js'
import { compileNames, suggestName } from '../name-patterns.js'
import { findHost, listModulePairs } from '../plant-import.js'
import { plantStatements, statements } from '../plant-table.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { cleanName, compileDefinitions, compileTableOwners, namesOf } from '../table-owners.js'
import { mergeSites } from '../violations.js'

type Access = TableUse['access']

const judgedAccess: readonly Access[] = ['read', 'write', 'refer']

/** A module touches a table or entity that another module owns. */
export const foreignTable: Rule = {
  name: 'foreign-table',
  severity: 'error',
  kinds: ['value'],
  options: {
    type: 'object',
    properties: {
      access: {
        type: 'array',
        minItems: 1,
        items: { enum: ['read', 'write', 'refer', 'define'] },
        description: 'What is judged; reads, writes and references by default.',
      },
      unowned: {
        enum: ['ignore', 'error'],
        description: 'Whether tables that no module lists in "data.tables" are reported too.',
      },
      tests: { type: 'boolean', description: 'Whether test files are judged too; they are not by default.' },
    },
    additionalProperties: false,
  },
  find: findForeign,
  idle: context => [...findShared(context.graph), ...findUnmatched(context)],
  plants: plantForeign,
}

function accessesOf({ options }: Pick<RuleContext, 'options'>): ReadonlySet<Access> {
  return new Set((options.access as readonly Access[] | undefined) ?? judgedAccess)
}

/** A use of a table that is not for the module that it stands in. */
interface ForeignUse {
  readonly use: TableUse
  readonly module: Module | null
  /** Null for a table that nobody owns. */
  readonly owner: Module | null
  /** Set where a file defines tables of several modules: the owner of the table that refers to another one. */
  readonly referrer: Module | null
}

function findForeign(context: RuleContext): readonly Violation[] {
  const { graph, options } = context
  const judgesUnowned = options.unowned === 'error'
  const owners = compileTableOwners(graph)
  if (!owners.any && !judgesUnowned) return []
  const accesses = accessesOf(context)
  const foreign = graph.tables.flatMap((use): readonly ForeignUse[] => {
    if (options.tests !== true && graph.files.get(use.file)?.test) return []
    const [owner = null] = owners.of(use)
    const module = graph.moduleOf(use.file)
    if (owner === null) {
      const judged = judgesUnowned && (use.access === 'define' || accesses.has(use.access))
      return judged ? [{ use, module, owner, referrer: null }] : []
    }
    if (!accesses.has(use.access) || module?.name === owner.name) return []
    const [referrer = null] = use.inside === undefined ? [] : owners.ofName(use.inside)
    if (referrer !== null)
      return referrer === owner
        ? []
        : [{ use, module, owner, referrer: referrer === module ? null : referrer }]
    return module === null ? [] : [{ use, module, owner, referrer: null }]
  })
  return mergeSites(describeUses(foreign, context))
}

/** Uses of one table in one file are told in one sentence: what they do to it, together. */
function describeUses(foreign: readonly ForeignUse[], context: RuleContext): readonly Violation[] {
  const definedIn = compileDefinitions(context.graph)
  const accesses = new Map<string, Set<Access>>()
  const keyOf = (each: ForeignUse) => [each.use.file, each.owner?.name, symbolOf(each)].join('\0')
  for (const each of foreign) {
    const known = accesses.get(keyOf(each))
    if (known === undefined) accesses.set(keyOf(each), new Set([each.use.access]))
    else known.add(each.use.access)
  }
  return foreign.map(each => {
    const { use, module, owner } = each
    const { file, line, column } = use
    return {
      rule: 'foreign-table',
      from: { module: module?.name ?? null, file, line, column, symbol: symbolOf(each) },
      to: { module: owner?.name ?? null, file: definedIn(use, owner) },
      message: describeUse(each, [...(accesses.get(keyOf(each)) ?? [])]),
      hint: describeWayOut(each, context),
    }
  })
}

/** In a schema that several modules share each foreign key is a finding of its own. */
function symbolOf({ use, referrer }: ForeignUse): string {
  return referrer === null ? use.table : `${use.inside} → ${use.table}`
}

const verbs = {
  read: 'reads',
  write: 'writes',
  refer: 'refers to',
  define: 'defines',
} satisfies Record<Access, string>

function describeUse({ use, module, owner, referrer }: ForeignUse, accesses: readonly Access[]): string {
  const done = (Object.keys(verbs) as Access[])
    .filter(access => accesses.includes(access))
    .map(access => verbs[access])
  const who = module === null ? use.file : `Module "${module.name}"`
  const subject = referrer === null ? who : `Table "${use.inside}" of "${referrer.name}"`
  const whose = owner === null ? 'which no module owns' : `which belongs to "${owner.name}"`
  return `${subject} ${done.join(' and ')} ${describeTable(use)}, ${whose}: ${use.file}.`
}

/** `table "order_line" (OrderLine)`, with the name in code where it is another one. */
function describeTable({ table, entity }: TableUse): string {
  const isSame = entity === table || table.endsWith(`.${entity}`)
  return `table "${table}"${isSame ? '' : ` (${entity})`}`
}

function describeWayOut({ use, owner, referrer, module }: ForeignUse, { config }: RuleContext): string {
  if (owner === null) return `Add "${use.table}" to "data.tables" of the module that owns it.`
  const { file, line } = config.locate([...pathOf(owner), 'data', 'tables'])
  if (referrer !== null || use.access === 'refer') {
    return `Keep the identifier of "${owner.name}" as a plain column, or give the table to the module that uses it ("data.tables" in ${file}:${line}).`
  }
  const other = module === null ? 'another module' : `"${module.name}"`
  return `Ask "${owner.name}" through its public API, or give the table to ${other} ("data.tables" in ${file}:${line}).`
}

/** Where in the config a module's own entry stands. */
function pathOf({ declaredAt, name }: Module): readonly (string | number)[] {
  return declaredAt[0] === 'modules' ? declaredAt : ['modules', name]
}

/** Tables that two modules claim: neither owns them, and no finding about them could be trusted. */
function findShared(graph: Graph): readonly Problem[] {
  const owners = compileTableOwners(graph)
  const shared = new Map<string, { readonly modules: readonly Module[]; readonly tables: Set<string> }>()
  for (const use of graph.tables) {
    const modules = owners.of(use)
    if (modules.length < 2) continue
    const key = modules.map(({ name }) => name).join('\0')
    const known = shared.get(key)
    if (known === undefined) shared.set(key, { modules, tables: new Set([use.table]) })
    else known.tables.add(use.table)
  }
  return [...shared.values()].map(({ modules, tables }) => ({
    code: 'module-overlap',
    message: `${listNames(modules.map(({ name }) => `"${name}"`))} claim the same ${tables.size === 1 ? 'table' : 'tables'}: ${listSome([...tables].sort())}.`,
    place: null,
    hint: 'A table has one owner: narrow "data.tables" of all but one of them, with `!name` for instance.',
  }))
}

function listNames(names: readonly string[]): string {
  return `Modules ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}

/** Patterns in `data.tables` that match no table of the repository, in none of the modules that an entry makes. */
function findUnmatched({ graph, config }: RuleContext): readonly Problem[] {
  const names = [...new Set(graph.tables.flatMap(({ table, entity }) => namesOf(table, entity)))]
  const readable = [...new Set(graph.tables.flatMap(({ table, entity }) => [table, entity]))].sort()
  const unmatched = new Map<
    string,
    { readonly module: Module; readonly pattern: string; readonly place: Place } | null
  >()
  for (const module of graph.modules.values()) {
    for (const [index, pattern] of module.tables.entries()) {
      const at = [...pathOf(module), 'data', 'tables', index]
      const key = JSON.stringify(at)
      if (unmatched.get(key) === null) continue
      const isMatched = pattern.startsWith('!') || names.some(compileNames([cleanName(pattern)]))
      unmatched.set(key, isMatched ? null : { module, pattern, place: config.locate(at) })
    }
  }
  return [...unmatched.values()].flatMap(entry => {
    if (entry === null) return []
    const { module, pattern, place } = entry
    const near = suggestName(pattern.replace(/^\*+\.|\.\*+$/g, ''), readable)
    return {
      code: 'rule-empty' as const,
      message: `Module "${module.name}" owns "${pattern}", but no code or schema names such a table.`,
      place,
      hint: `${near}${graph.tables.length === 0 ? 'No table was found at all. ' : ''}Correct the pattern, or delete it.`,
    }
  })
}

/** For each pair of modules, a statement in the one on a table of the other. */
function plantForeign(context: RuleContext): readonly Plant[] {
  const { graph, options } = context
  const owners = compileTableOwners(graph)
  const statement = statements.find(({ access }) => accessesOf(context).has(access))
  if (!owners.any || statement === undefined) return []
  const tableOf = new Map<Module, string>()
  for (const use of graph.tables) {
    const [owner, ...others] = owners.of(use)
    if (owner !== undefined && others.length === 0 && !tableOf.has(owner)) tableOf.set(owner, use.table)
  }
  const lines = new Map<Module, { readonly to: Module; readonly text: string }[]>()
  for (const [from, to] of listModulePairs(graph)) {
    const table = tableOf.get(to)
    if (table === undefined) continue
    const text = statement.write(
      table
        .split('.')
        .map(part => `"${part}"`)
        .join('.'),
    )
    lines.set(from, [...(lines.get(from) ?? []), { to, text }])
  }
  return [...lines].flatMap(([from, planted]) => {
    const host = findHost(graph, from, options.tests === true)
    return host === null ? [] : plantStatements(host, from, planted)
  })
}
