import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const script = fileURLToPath(new URL('../../apps/monolith/build.js', import.meta.url))
const witness = fileURLToPath(new URL('./witness/witness-replica.ts', import.meta.url))

/** The folder of what `npm run build` makes, with the witness beside it; built by the first test of a run that asks for it. */
export async function findBundle(): Promise<string> {
  const folder = inject('bundleFolder')
  const [built, bundle] = [join(folder, 'built'), join(folder, 'dist')]
  if (isFirst(join(folder, 'building'))) {
    const outcome = await promisify(execFile)(process.execPath, [script, bundle, witness]).then(
      () => '',
      String,
    )
    writeFileSync(built, outcome)
  }
  while (!existsSync(built)) await sleep(50)
  if (!existsSync(join(bundle, 'main.js')))
    throw new Error('npm run build failed; see the first test that built')
  return bundle
}

/** Test files run in processes of their own; a folder can be made once. */
function isFirst(place: string): boolean {
  try {
    mkdirSync(place)
    return true
  } catch {
    return false
  }
}
