import type { Config, ModuleConfig } from '../kernel/config.js'
import { compileGlobs } from '../kernel/globs.js'
import { nearestName } from '../kernel/nearest.js'
import type { Problem } from '../kernel/problem.js'
import { type Holding, createViews } from './public-files.js'

/** Globs of public files and interfaces that match nothing in any module of their entry. */
export function findIdleGlobs(holdings: readonly Holding[], config: Config): readonly Problem[] {
  return config.modules.flatMap(entry => {
    const globs = listGlobs(entry)
    const own = globs.length === 0 ? [] : holdings.filter(({ claimant }) => claimant.config === entry)
    if (own.length === 0) return []
    const paths = own.flatMap(({ claimant, files, leaves }) =>
      [...files, ...leaves].flatMap(createViews(claimant)),
    )
    return globs
      .filter(({ glob }) => !paths.some(compileGlobs([glob])))
      .map(({ glob, at, what }) => ({
        code: 'module-empty' as const,
        message: `Module "${entry.name}": ${what} "${glob}" matches no file of the module.`,
        place: config.locate(['modules', entry.name, ...at]),
        hint: suggestFile(glob, paths, own[0]?.claimant.claims[0]?.root ?? entry.path),
      }))
  })
}

interface Glob {
  readonly glob: string
  readonly at: readonly (string | number)[]
  readonly what: string
}

/** What takes files out (`!glob`) may well find none. */
function listGlobs({ public: open, interfaces }: ModuleConfig): readonly Glob[] {
  const globs = [
    ...(open ?? []).map((glob, at) => ({ glob, at: ['public', at], what: 'the public file' })),
    ...interfaces.flatMap(({ name, files }) =>
      files.map((glob, at) => ({
        glob,
        at: ['interfaces', name, 'files', at],
        what: `interface "${name}":`,
      })),
    ),
  ]
  return globs.filter(({ glob }) => !glob.startsWith('!') || glob.startsWith('!('))
}

function suggestFile(glob: string, paths: readonly string[], folder: string): string {
  const meant = nearestName(glob, paths)
  const relative = `Globs are relative to the folder of the module, ${folder === '' ? 'the root' : `"${folder}"`}.`
  return meant === null ? `${relative} Correct it, or remove it.` : `Did you mean "${meant}"? ${relative}`
}
