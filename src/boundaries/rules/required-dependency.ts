import type { Graph, Module } from '../../graph/graph.js'
import type { FindingSource, Violation } from '../../kernel/finding.js'
import type { Config } from '../../kernel/config.js'
import type { Problem } from '../../kernel/problem.js'
import { suggestName } from '../name-patterns.js'
import { derivePlantPath, findHost, wrapScript } from '../plant-import.js'
import { matchSubjects, matchTarget, type RequiredTarget, type Requirement } from '../requirement.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { deriveScope, type SelectorScope } from '../selector.js'

/** Modules or files that must depend on something, as controllers on the audit log, and do not. */
export const requiredDependency: Rule = {
  name: 'required-dependency',
  severity: 'off',
  kinds: ['value', 'type'],
  options: {
    type: 'object',
    properties: {
      require: {
        type: 'array',
        minItems: 1,
        description: 'Who must depend on what.',
        items: {
          type: 'object',
          properties: {
            from: {
              type: 'string',
              format: 'name-glob',
              minLength: 1,
              description:
                'Modules (module:…) or files (file:…), by name or glob. Each one that matches must comply.',
              examples: ['src/**/*.controller.ts'],
            },
            to: {
              type: 'string',
              format: 'name-glob',
              minLength: 1,
              description: 'Modules (module:…), files (file:…) or packages (npm:…, node:…), by name or glob.',
              examples: ['audit'],
            },
            reason: { type: 'string', format: 'text' },
            transitive: {
              type: 'boolean',
              description: 'Whether a way through other files is enough.',
              default: false,
            },
          },
          required: ['from', 'to'],
          additionalProperties: false,
        },
        examples: [[{ from: 'src/**/*.controller.ts', to: 'audit' }]],
      },
    },
    required: ['require'],
    additionalProperties: false,
  },
  find: context => {
    const scope = deriveScope(context.graph)
    return requirementsOf(context).flatMap(requirement => findMissing(context, scope, requirement))
  },
  idle: findIdle,
  plants: context => {
    const scope = deriveScope(context.graph)
    return requirementsOf(context).flatMap((each, at) => plantMissing(scope, each, at))
  },
}

function requirementsOf({ options }: Pick<RuleContext, 'options'>): readonly Requirement[] {
  return (options.require as readonly Requirement[] | undefined) ?? []
}

function findMissing(
  context: RuleContext,
  scope: SelectorScope,
  requirement: Requirement,
): readonly Violation[] {
  const { graph } = context
  const target = matchTarget(scope, requirement.to)
  const complying = findComplying(context, requirement, target)
  const subjects = matchSubjects(scope, requirement.from)
  if (subjects.kind === 'files') {
    return subjects.files
      .filter(file => !complying.has(file) && !target.covers(file))
      .map(file =>
        describeMissing({ requirement, target, file, module: graph.moduleOf(file), subject: file }),
      )
  }
  return subjects.modules.flatMap(module => {
    const code = productFiles(graph, module)
    const [entry] = [...code.filter(file => module.publicFiles.has(file)), ...code]
    if (entry === undefined || module.name === target.module || code.every(target.covers)) return []
    if (code.some(file => complying.has(file))) return []
    const subject = `Module "${module.name}"`
    return [describeMissing({ requirement, target, file: entry, module, subject })]
  })
}

/** A module's files without its tests, which do not speak for it; all of them where it is made of tests. */
function productFiles(graph: Graph, module: Module): readonly string[] {
  const code = module.files.filter(file => graph.files.get(file)?.test === false)
  return code.length > 0 ? code : module.files
}

/** Files that depend on the target: with an import of their own, or over others when that is enough. */
function findComplying(
  { graph, kinds }: RuleContext,
  { transitive = false }: Requirement,
  target: RequiredTarget,
): ReadonlySet<string> {
  const complying = new Set<string>()
  const importers = new Map<string, string[]>()
  for (const dependency of graph.dependencies) {
    const { from, to, external, kind } = dependency
    if (!kinds.has(kind)) continue
    if (target.isReached(dependency)) complying.add(from)
    if (!transitive || to === null || external) continue
    const same = importers.get(to)
    if (same === undefined) importers.set(to, [from])
    else same.push(from)
  }
  // A set's iteration goes on to what is added on the way.
  for (const file of complying) for (const importer of importers.get(file) ?? []) complying.add(importer)
  return complying
}

interface Missing {
  readonly requirement: Requirement
  readonly target: RequiredTarget
  readonly file: string
  readonly module: Module | null
  readonly subject: string
}

function describeMissing({ requirement, target, file, module, subject }: Missing): Violation {
  const { to, reason, transitive = false } = requirement
  const because = reason === undefined ? '' : ` (${reason})`
  const how = transitive ? ', neither itself nor over others' : ''
  return {
    rule: 'required-dependency',
    from: { module: module?.name ?? null, file, line: 1, column: 1, symbol: to },
    to: { module: target.module, file: target.file },
    message: `${subject} must depend on "${to}"${because}, but does not${how}.`,
    hint: `Import "${to}" where it belongs, or narrow "from" of the requirement.`,
  }
}

function findIdle(context: RuleContext): readonly Problem[] {
  const { graph, config } = context
  const requirements = requirementsOf(context)
  const at = ['rules', 'required-dependency']
  if (requirements.length === 0) {
    const hint = 'Give it "require": [{ "from": "…", "to": "…" }], or turn it off.'
    return [
      {
        code: 'rule-empty',
        message: 'required-dependency requires nothing.',
        place: config.locate(at),
        hint,
      },
    ]
  }
  const scope = deriveScope(graph)
  const known = [...graph.modules.keys(), ...graph.files.keys()]
  const report = (index: number, key: 'from' | 'to', pattern: string): Problem => ({
    code: 'rule-empty',
    message: `required-dependency names "${pattern}" as "${key}", which is ${key === 'from' ? 'no module and no file' : 'no module, no file and no package in use'}.`,
    place: config.locate([...at, 1, 'require', index, key]),
    hint: `${suggestName(pattern, known)}Correct it or delete the requirement.`,
  })
  return requirements.flatMap(({ from, to }, index) => {
    const subjects = matchSubjects(scope, from)
    const unmatched = (subjects.kind === 'files' ? subjects.files : subjects.modules).length === 0
    return [
      ...(unmatched ? [report(index, 'from', from)] : []),
      ...(matchTarget(scope, to).isKnown ? [] : [report(index, 'to', to)]),
    ]
  })
}

/**
 * For a glob of files, one more file that matches and imports nothing. Where no new file can match, and for modules,
 * which cannot be made to lose an import by adding files: one more requirement for the same `from`, which nobody
 * meets, to import a planted file.
 */
function plantMissing(scope: SelectorScope, requirement: Requirement, at: number): readonly Plant[] {
  const { from: pattern, to } = requirement
  const subjects = matchSubjects(scope, pattern)
  if (subjects.kind === 'modules') {
    const host = subjects.modules
      .map(module => findHost(scope.graph, module, true))
      .find(file => file !== null)
    return subjects.modules.map(({ name }) =>
      plantRequirement({ pattern, to, host, at }, name, from => from.module === name),
    )
  }
  const path = subjects.files.flatMap(deriveMatches).find(each => matchesGlob(scope, pattern, each))
  if (path === undefined) {
    const host = subjects.files[0]
    const isMeant = (from: FindingSource) => subjects.files.includes(from.file)
    return host === undefined ? [] : [plantRequirement({ pattern, to, host, at }, pattern, isMeant)]
  }
  const expects = ({ rule, from }: Violation) => rule === 'required-dependency' && from.file === path
  return [{ label: `${pattern} → ${to}`, files: { [path]: wrapScript(path, 'export {}') }, expects }]
}

/** Paths like that of a file that matches: beside it, in a folder beside its own, in a folder of its own. */
function deriveMatches(file: string): readonly string[] {
  const folders = file.split('/')
  const name = folders.pop() ?? file
  const within = (...parts: readonly string[]) => [...parts, 'banyan-plant', name].join('/')
  return [
    derivePlantPath(file),
    ...(folders.length > 0 ? [within(...folders.slice(0, -1))] : []),
    within(...folders),
  ]
}

function matchesGlob({ graph }: SelectorScope, pattern: string, path: string): boolean {
  const file = { path, test: false, generated: false, exports: [] }
  const scope = deriveScope({ ...graph, files: new Map([[path, file]]), dependencies: [], packages: [] })
  const subjects = matchSubjects(scope, pattern)
  return subjects.kind === 'files' && subjects.files.length > 0 && !graph.files.has(path)
}

interface PlantedRequirement {
  readonly pattern: string
  readonly to: string
  /** File beside which the planted one stands. */
  readonly host: string | null | undefined
  readonly at: number
}

function plantRequirement(
  { pattern, to, host, at }: PlantedRequirement,
  subject: string,
  isMeant: (from: FindingSource) => boolean,
): Plant {
  const path = derivePlantPath(host ?? 'required.ts').replace('banyan-plant', `banyan-plant-${at}`)
  return {
    label: `${subject} → ${to}`,
    files: { [path]: wrapScript(path, 'export {}') },
    config: config => requireToo(config, { from: pattern, to: path }),
    expects: ({ rule, from }) => rule === 'required-dependency' && from.symbol === path && isMeant(from),
  }
}

function requireToo(config: Config, requirement: Requirement): Config {
  const setting = config.rules.get('required-dependency')
  if (setting === undefined) return config
  const require = requirementsOf(setting)
  if (require.some(({ from, to }) => from === requirement.from && to === requirement.to)) return config
  const options = { ...setting.options, require: [...require, requirement] }
  return { ...config, rules: new Map([...config.rules, ['required-dependency', { ...setting, options }]]) }
}
