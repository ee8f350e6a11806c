import { type Stats, statSync } from 'node:fs'
import path from 'node:path'
import type { ProjectOptions } from '../api/open-project.js'
import { refuse } from '../kernel/problem.js'
import { colorFor } from './color.js'
import { type Environment, readEnvironment } from './environment.js'
import { startProgress } from './progress.js'
import type { ProjectFlags } from './shared-flags.js'
import { localDay } from '../kernel/local-day.js'

/** Flags and surroundings, made definite: what a use case needs to know about this run. */
export interface Session {
  /** Absolute path. */
  readonly root: string
  /** Absolute path, or null to look for one in the root. */
  readonly configFile: string | null
  /** Absolute path, or null for no cache. */
  readonly cacheFolder: string | null
  readonly environment: Environment
  readonly quiet: boolean
  /** `--color` or `--no-color` as given. */
  readonly colorFlag: boolean | undefined
  /** ISO date of the local day. */
  readonly today: string
  readonly onProgress: ((done: number, total: number) => void) | undefined
}

let opened: Session | null = null

/** The session that runs, for telling a failure; null before one is open. */
export function currentSession(): Session | null {
  return opened
}

export function openSession(flags: ProjectFlags): Session {
  const root = path.resolve(flags.root ?? '.')
  assertFolder(root)
  opened = describeSession(root, flags)
  return opened
}

function describeSession(root: string, flags: ProjectFlags): Session {
  const environment = readEnvironment()
  return {
    root,
    configFile: flags.config === undefined ? null : path.resolve(flags.config),
    cacheFolder: flags['no-cache'] ? null : path.resolve(root, chooseCache(flags)),
    environment,
    quiet: flags.quiet,
    colorFlag: flags.color,
    today: localDay(),
    onProgress: startProgress('Reading', environment.stderrIsTerminal && !flags.quiet),
  }
}

/** A given folder counts from the current one, as every path on a command line does. */
function chooseCache(flags: ProjectFlags): string {
  const given = flags['cache-dir']
  return given === undefined ? 'node_modules/.cache/banyan' : path.resolve(given)
}

function assertFolder(root: string): void {
  const found = findFile(root)
  if (found?.isDirectory()) return
  const message = found ? `${root} is a file, not a folder.` : `There is no folder ${root}.`
  refuse('root-missing', message, 'Give the root of the project: --root FOLDER.')
}

/** The part of a session that the use cases take. */
export function projectOf({ root, configFile, cacheFolder, onProgress }: Session): ProjectOptions {
  return { root, config: configFile ?? undefined, cacheFolder, onProgress }
}

/** Width for text on the screen: that of the terminal up to a readable limit, else 80. */
export function stdoutColumns(): number {
  return Math.min(Math.max(process.stdout.columns ?? 80, 40), 120)
}

export function stdoutColor(session: Session): boolean {
  return colorFor('stdout', session.colorFlag)
}

function findFile(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
