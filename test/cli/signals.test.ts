import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { plainEnvironment } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'
import { shopFiles } from './shop.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const posix = process.platform !== 'win32'

/** A shop with an own rule that says when it is at work and then takes its time. */
function slowShop(): string {
  const config = JSON.parse(String(shopFiles['banyan.config.json']))
  const rule = `import { writeFileSync } from 'node:fs'
export default {
  async find(graph) {
    writeFileSync(graph.root + '/started', '')
    await new Promise(resolve => setTimeout(resolve, 20_000))
  },
}
`
  return temporaryProject({
    ...shopFiles,
    'banyan.config.json': JSON.stringify({ ...config, ownRules: { slow: 'rules/slow.mjs' } }),
    'rules/slow.mjs': rule,
  })
}

describe.runIf(posix)('a run that is stopped', () => {
  it.each([
    { signal: 'SIGINT', expected: 130 },
    { signal: 'SIGTERM', expected: 143 },
  ] as const)('by $signal says so and leaves nothing half written', async ({ signal, expected }) => {
    const root = slowShop()
    const args = [bin, 'check', '--no-cache', '--report', 'json=out/result.json']
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: plainEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    const ended = new Promise(resolve => child.on('close', resolve))
    await vi.waitUntil(() => existsSync(path.join(root, 'started')), { timeout: 20_000 })
    child.kill(signal)
    expect({ code: await ended, stderr }).toEqual({
      code: expected,
      stderr: 'Interrupted: nothing was written.\n',
    })
    expect(readdirSync(root)).not.toContain('out')
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
