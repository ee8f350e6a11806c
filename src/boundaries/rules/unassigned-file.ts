import { compileGlobs } from '../../kernel/globs.js'
import type { Violation } from '../../kernel/finding.js'
import { suggestName } from '../name-patterns.js'
import type { Plant, Rule, RuleContext } from '../rule.js'

/** A source file that no module owns, so that no boundary holds for it. */
export const unassignedFile: Rule = {
  name: 'unassigned-file',
  severity: 'warn',
  kinds: [],
  options: {
    type: 'object',
    properties: {
      ignore: {
        type: 'array',
        items: { type: 'string', format: 'glob', minLength: 1 },
        description: 'Globs of files, relative to the root, that may stay outside all modules.',
      },
    },
    additionalProperties: false,
  },
  find: findUnassigned,
  idle: findIdle,
  plants: plantUnassigned,
}

function ignoredBy({ options }: Pick<RuleContext, 'options'>): readonly string[] {
  return (options.ignore as readonly string[] | undefined) ?? []
}

function findUnassigned(context: RuleContext): readonly Violation[] {
  const { graph } = context
  const isIgnored = compileGlobs(ignoredBy(context))
  return [...graph.files.keys()]
    .filter(file => graph.moduleOf(file) === null && !isIgnored(file))
    .map(file => ({
      rule: 'unassigned-file',
      from: { module: null, file, line: 1, column: 1, symbol: null },
      to: { module: null, file: null },
      message: `${file} belongs to no module, so no boundary holds for it.`,
      hint: `Let the path of a module cover it, or name it in "ignore" of the rule or in "exclude" (${context.config.file}).`,
    }))
}

function findIdle(context: RuleContext) {
  const paths = [...context.graph.files.keys()]
  return ignoredBy(context).flatMap((pattern, at) => {
    if (paths.some(compileGlobs([pattern]))) return []
    return [
      {
        code: 'rule-empty' as const,
        message: `unassigned-file ignores "${pattern}", which no source file matches.`,
        place: context.config.locate(['rules', 'unassigned-file', 1, 'ignore', at]),
        hint: `${suggestName(pattern, paths)}Correct the glob or delete it.`,
      },
    ]
  })
}

/** A file in each folder above the modules; no plant when they cover the root. */
function plantUnassigned({ graph, options, config }: RuleContext): readonly Plant[] {
  const isIgnored = compileGlobs(ignoredBy({ options }))
  const isExcluded = compileGlobs(config.exclude)
  const isIncluded = config.include.length === 0 ? () => true : compileGlobs(config.include)
  const outside = [...graph.files.keys()].filter(file => graph.moduleOf(file) === null && !isIgnored(file))
  const roots = [...graph.modules.values()].map(module => module.path)
  const folders = new Set([...roots, ...outside].flatMap(listParents))
  // A new folder too, for configs that ignore what stands loose.
  const planted = [...folders]
    .flatMap(folder => [`${folder}banyan-plant.ts`, `${folder}banyan-plant/index.ts`])
    .filter(path => graph.moduleOf(path) === null && !graph.files.has(path))
    .filter(path => !isIgnored(path) && !isExcluded(path) && isIncluded(path))
  if (planted.length === 0) return []
  return [
    {
      label: 'a file outside all modules',
      files: Object.fromEntries(planted.map(path => [path, 'export {}\n'])),
      expects: ({ rule, from }) => rule === 'unassigned-file' && planted.includes(from.file),
    },
  ]
}

/** `src/shop/users` → ``, `src/`, `src/shop/`. */
function listParents(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return ['', ...names.map((_, at) => `${names.slice(0, at + 1).join('/')}/`)]
}
