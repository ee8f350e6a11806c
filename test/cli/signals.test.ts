import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { plainEnvironment } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'
import { shopFiles } from './shop.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const posix = process.platform !== 'win32'

/** Many small modules, so that a run takes long enough to be stopped. */
function bigShop(): string {
  const files = Array.from({ length: 3000 }, (_, at) => [
    `src/users/file${at}.ts`,
    `export const name${at} = ${at}\n`,
  ])
  return temporaryProject({ ...shopFiles, ...Object.fromEntries(files) })
}

describe.runIf(posix)('a run that is stopped', () => {
  it.each([
    { signal: 'SIGINT', expected: 130 },
    { signal: 'SIGTERM', expected: 143 },
  ] as const)('by $signal says so and leaves nothing half written', async ({ signal, expected }) => {
    const root = bigShop()
    const args = [bin, 'check', '--no-cache', '--report', 'json=out/result.json']
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: plainEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    // Early enough to be at work, late enough that the handler stands: the program has been loaded by then.
    setTimeout(() => child.kill(signal), 700)
    const code = await new Promise(resolve => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: expected, stderr: 'Interrupted: nothing was written.\n' })
    expect(readdirSync(root).includes('out')).toBe(false)
  })
})

describe('a reader that goes away', () => {
  it.runIf(posix)('is no failure', async () => {
    const root = temporaryProject(shopFiles)
    const line = `"${process.execPath}" "${bin}" graph --level file --json | head -c 10; echo; echo "\${PIPESTATUS[0]}"`
    const child = spawn('bash', ['-c', line], { cwd: root, env: plainEnvironment() })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', text => (stdout += text))
    child.stderr.on('data', text => (stderr += text))
    await new Promise(resolve => child.on('close', resolve))
    expect(stdout.split('\n').at(-2)).toBe('0')
    expect(stderr).toBe('')
  })
})
