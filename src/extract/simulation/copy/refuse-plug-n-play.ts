import { existsSync } from 'node:fs'
import path from 'node:path'
import { refuse } from '../../../kernel/problem.js'

/** What Yarn leaves where it finds packages in archives, without `node_modules`. */
const loaders = ['.pnp.cjs', '.pnp.js']

/** A copy finds packages through links in `node_modules`; without that folder there is nothing to link. */
export function refusePlugNPlay(root: string, workspace: string): void {
  const found = [root, workspace]
    .flatMap(folder => loaders.map(name => path.join(folder, name)))
    .find(file => existsSync(file))
  if (found === undefined) return
  const file = path.relative(root, found).split(path.sep).join('/')
  refuse(
    'not-found',
    `${file} finds packages in archives (Yarn Plug'n'Play); a simulation finds them in node_modules alone.`,
    'In a clone of the repository, set nodeLinker: node-modules in .yarnrc.yml, run yarn install, and simulate there. The same with --dry-run needs no install.',
    { file, line: 1, column: 1 },
  )
}
