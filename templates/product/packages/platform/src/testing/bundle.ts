import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { root } from './root.js'

/**
 * The folder of what `npm run build` makes, with further scripts beside it where tests have some of their own; built by the
 * first test of a run that asks for it.
 */
export async function findBundle(scripts: readonly string[] = []): Promise<string> {
  const name = createHash('sha256').update(scripts.join()).digest('hex').slice(0, 8)
  const folder = join(inject('bundleFolder'), name)
  const [built, bundle] = [join(folder, 'built'), join(folder, 'dist')]
  if (isFirst(folder)) {
    const args = ['--import', 'tsx', join(root, 'apps/monolith/build.ts'), bundle, ...scripts]
    const outcome = await promisify(execFile)(process.execPath, args, { cwd: root }).then(() => '', String)
    writeFileSync(built, outcome)
  }
  while (!existsSync(built)) await sleep(50)
  if (!existsSync(join(bundle, 'main.js')))
    throw new Error('npm run build failed; see the first test that built')
  return bundle
}

/** Test files run in processes of their own; a folder can be made once. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}
