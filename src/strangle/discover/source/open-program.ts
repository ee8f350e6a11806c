import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { openOutlines, openWorkingTree, type OutlinedFile, type Outlines } from '../../../facts/index.js'
import { refuse } from '../../../kernel/problem.js'

/** What is run to find routes. */
export interface Program {
  readonly outlines: Outlines
  /** Files that run first; what they import follows by itself. */
  readonly entries: readonly string[]
  /** `package.json` files beside or above them. */
  readonly manifests: readonly string[]
  /** How paths of the tree are shown: relative to the current folder. */
  readonly show: (path: string) => string
}

const framework =
  /['"](?:express|fastify|koa|router|express-promise-router|koa-[\w-]+|@koa\/router|@nestjs\/[\w-]+|fastify-[\w-]+|@fastify\/[\w-]+)['"/]/

/** Nobody deploys these. */
const aside =
  /(?:^|\/)(?:dist|examples?|samples?|fixtures?|mocks?|templates?|benchmarks?|docs?|stories|[\w-]*test-utils?)\/|[\w-]*test-utils?\.[cm]?[jt]sx?$/

/**
 * The program in a folder or a file. The whole repository around it is opened, for imports lead there; only files of the
 * folder that name a framework are run by themselves, tests and examples not.
 */
export function openProgram(source: string): Program {
  const real = path.resolve(source)
  if (!existsSync(real)) {
    return refuse(
      'usage',
      `${source} cannot be read: there is no such file or folder.`,
      'Name source code that is there.',
    )
  }
  const isFolder = statSync(real).isDirectory()
  const { outlines, root } = openAround(isFolder ? real : path.dirname(real))
  const inside = slashed(path.relative(root, real))
  const within = isFolder && inside !== '' ? `${inside}/` : inside
  const files = outlines.files.filter(({ path: file }) =>
    isFolder ? file.startsWith(within) : file === inside,
  )
  const entries = isFolder ? files.filter(file => counts(file, within, outlines)) : files
  const manifests = outlines.paths.filter(
    file => path.posix.basename(file) === 'package.json' && isBeside(path.posix.dirname(file), within),
  )
  const show = (file: string) => slashed(path.relative('.', path.join(root, file)))
  return { outlines, entries: entries.map(({ path: file }) => file), manifests, show }
}

function counts({ path: file, test }: OutlinedFile, within: string, outlines: Outlines): boolean {
  return !test && !aside.test(file.slice(within.length)) && framework.test(outlines.textOf(file))
}

function isBeside(folder: string, within: string): boolean {
  const base = folder === '.' ? '' : `${folder}/`
  return (base.startsWith(within) && !aside.test(base)) || base === parentOf(within)
}

const parentOf = (within: string) => within.replace(/[^/]+\/$/, '')

/** The repository around a folder; the folder alone where git does not know it. */
function openAround(folder: string): { readonly outlines: Outlines; readonly root: string } {
  const root = findUp(folder, '.git') ?? findUp(folder, 'package.json') ?? folder
  const tree = openWorkingTree(root)
  const inside = slashed(path.relative(tree.root, folder))
  const known = inside === '' || tree.paths.some(file => file.startsWith(`${inside}/`))
  const chosen = known ? tree : openWorkingTree(folder)
  return { outlines: openOutlines(chosen), root: chosen.root }
}

function findUp(folder: string, name: string): string | null {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, name))) return at
    if (at === path.dirname(at)) return null
  }
}

const slashed = (file: string) => file.split(path.sep).join('/')
