import { folderOf, joinPath } from './paths.js'
import type { Resolution } from './resolution.js'
import type { ResolutionRequest, ResolverParts } from './resolution-request.js'

/** What a framework makes of specifiers on its own: the tsconfig that would say it is written by its build. */
interface Framework {
  /** The dependency of the package that uses it. */
  readonly dependency: string
  /** Name → folders of the package that it may stand for, the first that holds the path counts. */
  readonly folders: ReadonlyMap<string, readonly string[]>
  /** Modules that have no file. */
  readonly isVirtual: RegExp
}

const frameworks: readonly Framework[] = [
  {
    dependency: '@sveltejs/kit',
    folders: new Map([['$lib', ['src/lib']]]),
    isVirtual: /^\$(?:app|env)\/|^\$service-worker$/,
  },
  {
    dependency: 'nuxt',
    folders: new Map([
      ['~~', ['']],
      ['@@', ['']],
      ['~', ['app', 'src', '']],
      ['@', ['app', 'src', '']],
      ['#shared', ['shared']],
    ]),
    isVirtual: /^#(?:app|build|components|head|imports)(?:\/|$)/,
  },
]

/** What the framework of the package around the file takes a name for; null when it has none, or does not know it. */
export function namedByFramework(
  path: string,
  { from, trace }: ResolutionRequest,
  { look, manifests }: ResolverParts,
): Resolution | null {
  for (const { folder, dependencies } of manifests.above(folderOf(from))) {
    const framework = frameworks.find(({ dependency }) => dependencies.has(dependency))
    if (framework === undefined) continue
    if (framework.isVirtual.test(path)) {
      trace(`It is a module that ${framework.dependency} makes up.`)
      return { kind: 'external', name: path }
    }
    const slash = path.indexOf('/')
    const name = slash < 0 ? path : path.slice(0, slash)
    for (const target of framework.folders.get(name) ?? []) {
      const candidate = joinPath(folder, `${target === '' ? '.' : target}/${path.slice(name.length + 1)}`)
      const found = candidate === null ? null : look(candidate)
      trace(
        `${framework.dependency} takes "${name}" for ${candidate}${found === null ? ', where nothing is' : ''}.`,
      )
      if (found !== null) return { kind: 'file', path: found }
    }
    return null
  }
  return null
}
