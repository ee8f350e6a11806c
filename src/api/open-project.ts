import { existsSync } from 'node:fs'
import path from 'node:path'
import { rules } from '../boundaries/index.js'
import type { Config } from '../kernel/config.js'
import { completeConfig } from '../kernel/config/complete-config.js'
import { loadConfig } from '../kernel/config/load-config.js'
import { UserError } from '../kernel/problem.js'

/** Where a project is and how it is read; every part has a default. */
export interface ProjectOptions {
  /** Root of the project, absolute or from the current folder; the current folder when left out. */
  readonly root?: string
  /** Config file, absolute or from the current folder; looked for in the root when left out. */
  readonly config?: string
  /**
   * Folder for what is remembered between runs, absolute or from the root; null for none. Left out:
   * `node_modules/.cache/banyan`.
   */
  readonly cacheFolder?: string | null
  /** Called as files are read. */
  readonly onProgress?: (done: number, total: number) => void
}

/** A project with its config, ready for a use case. */
export interface Project {
  /** Absolute path. */
  readonly root: string
  readonly config: Config
  /** Absolute path, or null. */
  readonly cacheFolder: string | null
}

export async function openProject(options: ProjectOptions): Promise<Project> {
  const place = locateProject(options)
  const file = options.config === undefined ? null : path.resolve(options.config)
  return { ...place, config: await loadConfig({ root: place.root, file, ruleOptions }) }
}

/** Like `openProject`, but a project that nobody has configured yet counts as one without modules. */
export async function openUnconfigured(options: ProjectOptions): Promise<Project> {
  try {
    return await openProject(options)
  } catch (error) {
    const missing =
      error instanceof UserError && error.problems.every(({ code }) => code === 'config-missing')
    if (!missing || options.config !== undefined) throw error
    return { ...locateProject(options), config: emptyConfig }
  }
}

const ruleOptions = Object.fromEntries(Object.values(rules).map(rule => [rule.name, rule.options]))

function locateProject({ root: given, cacheFolder = 'node_modules/.cache/banyan' }: ProjectOptions) {
  const root = path.resolve(given ?? '.')
  if (!existsSync(root)) {
    const hint = 'Give the root of the project.'
    throw new UserError([{ code: 'root-missing', message: `There is no folder ${root}.`, place: null, hint }])
  }
  return { root, cacheFolder: cacheFolder === null ? null : path.resolve(root, cacheFolder) }
}

const emptyConfig = completeConfig(
  {},
  {
    file: 'banyan.config.json',
    locate: () => ({ file: 'banyan.config.json', line: 1, column: 1 }),
  },
)
