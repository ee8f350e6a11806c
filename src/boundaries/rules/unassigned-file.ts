import { compileGlobs } from '../../kernel/globs.js'
import { groupBy } from '../../kernel/group-by.js'
import type { Violation } from '../../kernel/finding.js'
import { suggestName } from '../name-patterns.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { listAllowedOutside } from '../stray-files.js'

/** Source files that no module owns, so that no boundary holds for them; a folder of nothing else is told once. */
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

function findUnassigned(context: RuleContext): readonly Violation[] {
  const files = listReported(context)
  const foreign = findForeignFolder(files, context)
  const groups = groupBy(files, file => foreign(file) ?? file)
  return [...groups].map(([place, own]) => {
    const told = own.map(file => describeUnassigned(place, { file, count: own.length, context }))
    return told.find(context.known) ?? (told[0] as Violation)
  })
}

/** The files outside all modules that may not stay there, in order. */
function listReported(context: RuleContext): readonly string[] {
  const { graph } = context
  const isIgnored = compileGlobs(listAllowedOutside(context))
  return [...graph.files.keys()].filter(file => graph.moduleOf(file) === null && !isIgnored(file))
}

/** File → the outermost folder around it that holds no file of a module; null when its own folder holds one. */
function findForeignFolder(
  files: readonly string[],
  { graph }: RuleContext,
): (file: string) => string | null {
  if (files.length === 0) return () => null
  const shared = listOwnedFolders(graph)
  return file => {
    const end = listParents(file).find(folder => !shared.has(folder))
    return end === undefined ? null : end.slice(0, -1)
  }
}

/** Folders with a file of a module in or below them, each with a slash at its end; always with the root. */
function listOwnedFolders({ modules }: RuleContext['graph']): ReadonlySet<string> {
  const owned = [...modules.values()].flatMap(({ files }) => files)
  return new Set(['', ...owned.flatMap(listParents)])
}

interface Unassigned {
  /** The file that stands for all. */
  readonly file: string
  readonly count: number
  readonly context: RuleContext
}

function describeUnassigned(place: string, { file, count, context }: Unassigned): Violation {
  const { file: config } = context.config
  const isFolder = place !== file
  return {
    rule: 'unassigned-file',
    from: { module: null, file, line: 1, column: 1, symbol: isFolder ? place : null },
    to: { module: null, file: null },
    message: isFolder
      ? `The folder ${place} belongs to no module (${count} source ${count === 1 ? 'file' : 'files'}), so no boundary holds for it.`
      : `${place} belongs to no module, so no boundary holds for it.`,
    hint: `${isFolder ? 'Make it a module, or let' : 'Let'} the path of a module cover it, or name it in "ignore" of the rule or in "exclude" (${config}).`,
  }
}

function findIdle(context: RuleContext) {
  const paths = [...context.graph.files.keys()]
  return listAllowedOutside(context).flatMap((pattern, at) => {
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

/** A file, and a folder of its own, in each folder that holds files of modules; no plant when they cover the root. */
function plantUnassigned(context: RuleContext): readonly Plant[] {
  const { graph, config } = context
  const isIgnored = compileGlobs(listAllowedOutside(context))
  const isExcluded = compileGlobs(config.exclude)
  const isIncluded = config.include.length === 0 ? () => true : compileGlobs(config.include)
  const planted = [...listOwnedFolders(graph)]
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

/** `src/shop/users.ts` → ``, `src/`, `src/shop/`. */
function listParents(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return ['', ...names.map((_, at) => `${names.slice(0, at + 1).join('/')}/`)]
}
