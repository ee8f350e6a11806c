import type { Violation } from '../../kernel/finding.js'
import type { Problem } from '../../kernel/problem.js'
import {
  type Ban,
  deriveReachGraph,
  findForbiddenWays,
  type ForbiddenWay,
  type ReachGraph,
} from '../forbidden-paths.js'
import { suggestName } from '../name-patterns.js'
import { plantForbiddenPaths } from '../plant-forbidden-paths.js'
import { type ForbiddenEntry, isJudged, listEntries, type ParsedEntry } from '../forbidden-entry.js'
import type { Rule, RuleContext } from '../rule.js'
import { deriveScope, type Selector } from '../selector.js'
import { compareViolations, sourceOf } from '../violations.js'

const selectors = (description: string, examples: readonly string[]) => ({
  description,
  anyOf: [
    { type: 'string', minLength: 1, examples },
    { type: 'array', minItems: 1, items: { type: 'string', minLength: 1, examples } },
  ],
})

/** One part of the code must not reach another, over however many files. */
export const forbiddenPath: Rule = {
  name: 'forbidden-path',
  severity: 'off',
  kinds: ['value', 'type'],
  options: {
    type: 'object',
    properties: {
      paths: {
        type: 'array',
        minItems: 1,
        description: 'Who must not reach what.',
        items: {
          type: 'object',
          properties: {
            from: selectors('Modules or files that must not reach it.', ['module:ui-*', 'src/pages/**']),
            to: selectors('Modules, files or packages that must not be reached.', [
              'module:db',
              'npm:pg',
              'node:fs',
            ]),
            except: selectors('Modules or files that are neither judged nor passed through.', ['module:api']),
            reason: { type: 'string', format: 'text', description: 'Why not; told with each finding.' },
            depth: {
              type: 'integer',
              minimum: 1,
              description: 'The most imports that a path may have to count; 1 means direct imports only.',
              examples: [1],
            },
          },
          required: ['from', 'to', 'reason'],
          additionalProperties: false,
        },
        examples: [[{ from: 'module:ui', to: 'npm:pg', reason: 'pages run in the browser' }]],
      },
    },
    required: ['paths'],
    additionalProperties: false,
  },
  find: findReached,
  idle: findIdle,
  plants: plantForbiddenPaths,
}

function findReached(context: RuleContext): readonly Violation[] {
  const reach = deriveReachGraph(context)
  const violations = listEntries(context, deriveScope(context.graph)).flatMap(entry =>
    findForbiddenWays(reach, deriveBan(reach, entry)).map(way => describeWay(reach, entry.entry, way)),
  )
  return dropRepeated([...violations].sort(compareViolations))
}

function deriveBan({ graph, nodes }: ReachGraph, { from, to, except, entry }: ParsedEntry): Ban {
  const matches = (selectors: readonly Selector[], node: number) => {
    const { name, isPackage } = nodes[node] ?? { name: '', isPackage: false }
    return selectors.some(each => (isPackage ? each.matchesPackage(name) : each.matchesFile(name)))
  }
  const excepted = Uint8Array.from(nodes, (_, node) => Number(matches(except, node)))
  const forbidden = Uint8Array.from(nodes, (_, node) => Number(excepted[node] === 0 && matches(to, node)))
  const sources = Uint8Array.from(nodes, (_, node) => Number(forbidden[node] === 0 && matches(from, node)))
  const goals = new Map<string, number[]>()
  nodes.forEach(({ name, isPackage }, node) => {
    if (forbidden[node] === 0) return
    const module = isPackage ? undefined : graph.moduleOf(name)?.name
    const goal = module === undefined ? `file:${name}` : `module:${module}`
    goals.set(goal, [...(goals.get(goal) ?? []), node])
  })
  return {
    isSource: node => sources[node] === 1,
    isExcepted: node => excepted[node] === 1,
    goals: [...goals.values()],
    depth: entry.depth ?? null,
  }
}

function describeWay(
  { graph, nodes, siteOf }: ReachGraph,
  entry: ForbiddenEntry,
  way: ForbiddenWay,
): Violation {
  const names = way.map(node => nodes[node]?.name ?? '')
  const sites = way.slice(1).map((to, index) => siteOf(way[index] ?? to, to))
  const [first] = sites as [(typeof sites)[number]]
  const [source = '', step = '', ...rest] = names
  const goal = names.at(-1) ?? ''
  const isPackage = nodes[way.at(-1) ?? 0]?.isPackage === true
  const over = rest.slice(0, -1)
  const between = over.length > 4 ? `${over.length} other files` : over.join(' → ')
  const lead = rest.length === 0 ? '' : `, which leads to ${goal}${between === '' ? '' : ` over ${between}`}`
  return {
    rule: 'forbidden-path',
    from: sourceOf(first, graph.moduleOf(source), isPackage && rest.length > 0 ? `${step} → ${goal}` : step),
    to: { module: isPackage ? null : (graph.moduleOf(goal)?.name ?? null), file: isPackage ? null : goal },
    message: `${show(entry.from)} must not reach ${show(entry.to)} (${entry.reason}): ${source} imports ${step}${lead}.`,
    hint: 'Cut one of the imports on the way: go through something that may be reached, or hand in from outside what is needed.',
    kind: first.kind,
    related: sites
      .slice(1)
      .map(({ from, to, line, column }) => ({ file: from, line, column, message: `${from} imports ${to}` })),
  }
}

function show(selectors: string | readonly string[]): string {
  return [selectors]
    .flat()
    .map(text => `"${text}"`)
    .join(', ')
}

/** What two entries forbid alike is told once. */
function dropRepeated(violations: readonly Violation[]): readonly Violation[] {
  const seen = new Set<string>()
  return violations.filter(({ from, to }) => {
    const key = [from.file, from.symbol, to.module ?? to.file].join('\0')
    return !seen.has(key) && seen.add(key)
  })
}

function findIdle(context: RuleContext): readonly Problem[] {
  const { graph, config } = context
  const scope = deriveScope(graph)
  const entries = listEntries(context, scope)
  if (entries.length === 0) {
    const hint = 'Give it "paths": [{ "from": "…", "to": "…", "reason": "…" }], or turn it off.'
    const place = config.locate(['rules', 'forbidden-path'])
    return [{ code: 'rule-empty', message: 'forbidden-path forbids nothing.', place, hint }]
  }
  const known = [...graph.modules.keys(), ...scope.files, ...scope.packages]
  return entries.flatMap((entry, index) => {
    const at = ['rules', 'forbidden-path', 1, 'paths', index]
    const unmatched = (['from', 'to', 'except'] as const).flatMap(key =>
      entry[key].flatMap((selector, place) => {
        const isFit = selector.isKnown && (key === 'to' || selector.kind !== 'package')
        const steps = typeof entry.entry[key] === 'string' ? [...at, key] : [...at, key, place]
        return isFit ? [] : [{ ...describeUnmatched(selector, key, known), place: config.locate(steps) }]
      }),
    )
    if (unmatched.length > 0 || scope.files.some(file => isJudged(entry, file))) return unmatched
    const message = `forbidden-path: all that is meant by ${show(entry.entry.from)} is also meant by "to" or "except".`
    return [
      { code: 'rule-empty' as const, message, place: config.locate(at), hint: 'Narrow "to" or "except".' },
    ]
  })
}

function describeUnmatched(
  selector: Selector,
  key: 'from' | 'to' | 'except',
  known: readonly string[],
): Omit<Problem, 'place'> {
  const name = selector.text.replace(/^(?:module|file|npm):/, '')
  const isPackage = selector.isKnown && selector.kind === 'package'
  return {
    code: 'rule-empty',
    message: isPackage
      ? `forbidden-path names the package "${selector.text}" as "${key}", but only modules and files import.`
      : `forbidden-path names "${selector.text}" as "${key}", which matches nothing.`,
    hint: isPackage
      ? 'Name modules or files; packages belong into "to".'
      : `${suggestName(name, known)}Correct it or delete the entry.`,
  }
}
