import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { refuse } from '../problem.js'
import { withSlashes } from '../paths.js'

/** Names of the config in the root, in the order in which they are tried. */
export const configFileNames = ['json', 'jsonc', 'ts', 'mts', 'mjs', 'js'].map(end => `banyan.config.${end}`)

/** The config file relative to the root: the one asked for, or the only one there is. */
export function findConfigFile(root: string, file: string | null): string {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    refuse('root-missing', `${root} is not a folder.`, 'Give the folder of the project with --root.')
  return file === null ? findInRoot(root) : findGiven(root, file)
}

function findInRoot(root: string): string {
  const found = configFileNames.filter(name => existsSync(path.join(root, name)))
  const [only, ...more] = found
  if (only === undefined)
    return refuse(
      'config-missing',
      `There is no banyan.config.json in ${root}.`,
      'Run `banyan init` to write one.',
    )
  if (more.length > 0)
    refuse(
      'config-invalid',
      `There are ${found.length} configs: ${found.join(' and ')}.`,
      'Keep one of them, or name one with --config.',
      { file: more[0] ?? only, line: 1, column: 1 },
    )
  return only
}

function findGiven(root: string, file: string): string {
  const absolute = path.resolve(root, file)
  const shown = withSlashes(path.relative(root, absolute))
  if (shown.startsWith('../') || shown === '..' || path.isAbsolute(shown))
    refuse(
      'config-invalid',
      `The config ${file} is outside of ${root}.`,
      'Move it below the root, or set --root.',
    )
  const stat = statSync(absolute, { throwIfNoEntry: false })
  if (!stat)
    refuse(
      'config-missing',
      `There is no config ${shown}.`,
      'Correct --config, or run `banyan init` to write a config.',
    )
  if (!stat?.isFile())
    refuse('config-invalid', `The config ${shown} is not a file.`, 'Name a file with --config.')
  return shown
}
