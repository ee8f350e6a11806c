import { builtinModules } from 'node:module'
import type { Module } from '../../graph/graph.js'
import type { Dependency } from '../../kernel/dependency.js'
import type { Violation } from '../../kernel/finding.js'
import type { Problem } from '../../kernel/problem.js'
import { compileNames, suggestName } from '../name-patterns.js'
import { type ImportToPlant, plantImports } from '../plant-import.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { mergeSites, sourceOf } from '../violations.js'

interface Restriction {
  readonly modules: readonly string[]
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  readonly reason?: string
}

const names = { type: 'array', items: { type: 'string', format: 'name-glob', minLength: 1 } }

/** A module uses an npm package or a builtin of Node that is not meant for it. */
export const externalPackage: Rule = {
  name: 'external-package',
  severity: 'off',
  kinds: ['value', 'type'],
  options: {
    type: 'object',
    properties: {
      restrict: {
        type: 'array',
        minItems: 1,
        description: 'Every entry that names a module holds for it.',
        items: {
          type: 'object',
          properties: {
            modules: { ...names, minItems: 1, description: 'Module names or globs of them.' },
            allow: { ...names, description: 'Only these packages and builtins (`node:*`).' },
            deny: { ...names, description: 'Never these packages and builtins, allowed or not.' },
            reason: { type: 'string', format: 'text' },
          },
          required: ['modules'],
          additionalProperties: false,
        },
      },
    },
    required: ['restrict'],
    additionalProperties: false,
  },
  find: findForbidden,
  idle: findIdle,
  plants: plantForbidden,
}

function restrictionsOf({ options }: RuleContext): readonly Restriction[] {
  return (options.restrict as readonly Restriction[] | undefined) ?? []
}

/** Answers why a package is not for a module; null when it may be used. */
type Judge = (name: string) => string | null

function findForbidden(context: RuleContext): readonly Violation[] {
  const { graph, kinds } = context
  const judgesOf = compileJudges(context)
  const violations: Violation[] = []
  let file: string | null = null
  let module: Module | null = null
  for (const dependency of graph.dependencies) {
    if (!dependency.external || dependency.to === null || !kinds.has(dependency.kind)) continue
    if (dependency.from !== file) {
      file = dependency.from
      module = graph.moduleOf(file)
    }
    if (module === null) continue
    for (const judge of judgesOf.get(module.name) ?? []) {
      const why = judge(dependency.to)
      if (why !== null) violations.push(describeForbidden(dependency, module, why))
    }
  }
  return mergeForbidden(violations)
}

/** A package that two entries forbid at one place is told once. */
function mergeForbidden(violations: readonly Violation[]): readonly Violation[] {
  const sites = new Set<string>()
  const once = violations.filter(({ from }) => {
    const site = [from.file, from.line, from.column, from.symbol].join('\0')
    return !sites.has(site) && sites.add(site)
  })
  return mergeSites(once)
}

function compileJudges(context: RuleContext): ReadonlyMap<string, readonly Judge[]> {
  const compiled = restrictionsOf(context).map(restriction => ({
    isMeant: compileNames(restriction.modules),
    judge: compileJudge(restriction),
  }))
  return new Map(
    [...context.graph.modules.keys()].map(name => [
      name,
      compiled.filter(({ isMeant }) => isMeant(name)).map(({ judge }) => judge),
    ]),
  )
}

/** Verdicts are kept per package: a repository imports the same few names over and over. */
function compileJudge({ allow, deny, reason }: Restriction): Judge {
  const isAllowed = allow === undefined ? () => true : compilePackages(allow)
  const isDenied = deny === undefined ? () => false : compilePackages(deny)
  const because = reason === undefined ? '' : ` (${reason})`
  const verdicts = new Map<string, string | null>()
  return name => {
    const known = verdicts.get(name)
    if (known !== undefined) return known
    const verdict = isDenied(name)
      ? `is denied${because}`
      : isAllowed(name)
        ? null
        : `is not among those allowed${because}`
    verdicts.set(name, verdict)
    return verdict
  }
}

const builtins: ReadonlySet<string> = new Set(builtinModules)

/** `fs` and `node:fs` mean the builtin with all below it, `node:*` all builtins. */
function compilePackages(patterns: readonly string[]): (name: string) => boolean {
  const named = patterns.flatMap(pattern =>
    builtins.has(pattern) ? [pattern, `node:${pattern}`] : [pattern],
  )
  const isNamed = compileNames(named)
  return name => isNamed(name) || (name.startsWith('node:') && isNamed(name.replace(/\/.*$/, '')))
}

function describeForbidden(dependency: Dependency, module: Module, why: string): Violation {
  const name = dependency.to ?? dependency.specifier
  return {
    rule: 'external-package',
    from: sourceOf(dependency, module, name),
    to: { module: null, file: null },
    message: `Module "${module.name}" uses "${name}", which ${why}: ${dependency.from} imports it.`,
    hint: `Use it in a module that may, and depend on that one; or change "restrict" of the rule.`,
    kind: dependency.kind,
  }
}

function findIdle(context: RuleContext): readonly Problem[] {
  const modules = [...context.graph.modules.keys()]
  const restrictions = restrictionsOf(context)
  if (restrictions.length === 0) {
    const place = context.config.locate(['rules', 'external-package'])
    const hint = 'Give it "restrict": [{ "modules": ["…"], "allow": ["…"] }], or turn it off.'
    return [{ code: 'rule-empty', message: 'external-package restricts nothing.', place, hint }]
  }
  return restrictions.flatMap(({ modules: patterns, allow, deny }, entry) => {
    const at = ['rules', 'external-package', 1, 'restrict', entry]
    const unmatched = patterns.flatMap((pattern, index) =>
      pattern.startsWith('!') || modules.some(compileNames([pattern]))
        ? []
        : [
            {
              code: 'rule-empty' as const,
              message: `external-package restricts "${pattern}", but no module is called that.`,
              place: context.config.locate([...at, 'modules', index]),
              hint: `${suggestName(pattern, modules)}Correct the name or delete the entry.`,
            },
          ],
    )
    if (allow !== undefined || deny !== undefined) return unmatched
    const message = 'An entry of external-package neither allows nor denies anything.'
    const hint = 'Give it "allow" or "deny".'
    return [...unmatched, { code: 'rule-empty', message, place: context.config.locate(at), hint }]
  })
}

/** For each entry and module that it names, an import of a package that it forbids. */
function plantForbidden(context: RuleContext): readonly Plant[] {
  const [kind] = context.kinds
  if (kind === undefined) return []
  const imports = restrictionsOf(context).flatMap(restriction => {
    const isMeant = compileNames(restriction.modules)
    const target = forbiddenName(restriction)
    if (target === null) return []
    return [...context.graph.modules.values()]
      .filter(module => isMeant(module.name))
      .map((from): ImportToPlant => ({ from, to: null, target, kind }))
  })
  return plantImports(context, 'external-package', imports)
}

/** A package name that an entry forbids; null when it forbids none that can be made up. */
function forbiddenName(restriction: Restriction): string | null {
  const judge = compileJudge(restriction)
  const made = (restriction.deny ?? []).map(pattern =>
    pattern === 'node:*'
      ? 'node:fs'
      : builtins.has(pattern)
        ? `node:${pattern}`
        : pattern.replace(/\*+/g, 'banyan-plant'),
  )
  return [...made, 'banyan-plant'].find(name => judge(name) !== null) ?? null
}
