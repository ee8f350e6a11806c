import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check, defineConfig, defineRule, graph, UserError } from '../../src/index.js'
import { runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'
import { cleanShop, shopFiles } from './shop.js'

describe('the library', () => {
  it('checks like the command', async () => {
    const root = temporaryProject(shopFiles)
    const { durationMs: _, ...result } = await check({ root })
    const { durationMs: __, ...told } = JSON.parse(
      (await runBanyan(['check', '--json'], { cwd: root })).stdout,
    )
    expect(told).toMatchObject({ verdict: 'fail', modules: 3, summary: result.summary })
    expect(result.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      told.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint),
    )
  })

  it('hands out the graph that the command prints', async () => {
    const root = temporaryProject(cleanShop)
    for (const level of ['module', 'file'] as const) {
      const { stdout } = await runBanyan(['graph', '--level', level, '--json'], { cwd: root })
      expect(level === 'file' ? await graph({ root, level }) : await graph({ root, level })).toEqual(
        JSON.parse(stdout),
      )
    }
  })

  it('throws what cannot be done as a UserError', async () => {
    const { 'banyan.config.json': _, ...bare } = shopFiles
    await expect(check({ root: temporaryProject(bare) })).rejects.toBeInstanceOf(UserError)
    await expect(check({ root: '/nowhere/at/all' })).rejects.toMatchObject({
      problems: [{ code: 'root-missing' }],
    })
  })

  it('gives configs and rules their types and nothing else', () => {
    const config = { modules: { users: { path: 'src/users' } } }
    const rule = { find: () => [] }
    expect(defineConfig(config)).toBe(config)
    expect(defineRule(rule)).toBe(rule)
  })

  it('loads neither the command line nor the prompts, and prints nothing', () => {
    const entry = pathToFileURL(
      path.join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/index.js'),
    ).href
    const script = `
      import { createRequire } from 'node:module'
      await import(${JSON.stringify(entry)})
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter(file => /@oclif|inquirer/.test(file))
      process.stdout.write(\`loaded: \${loaded.length}\`)`
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(told).toBe('loaded: 0')
  })
})
