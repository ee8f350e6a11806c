import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check, defineConfig, defineRule, extract, extractEach, graph, UserError } from '../../src/index.js'
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

  it('tells what the command tells of an extraction, for one module and for all', async () => {
    const root = temporaryProject(cleanShop)
    const all = []
    for await (const each of extractEach({ root })) all.push(each)
    const [first] = all
    if (first === undefined) throw new Error('Nobody calls a module of the shop.')
    const { name } = first.module
    const { stdout } = await runBanyan(['extract', name, '--dry-run', '--json'], { cwd: root })
    const one = await extract({ root, module: name })
    expect(one).toEqual(JSON.parse(stdout))
    expect(one.operations).toEqual(first.operations)
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
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter(file => /@oclif|inquirer|ts-morph|typescript/.test(file))
      process.stdout.write(\`loaded: \${loaded.length}\`)`
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(told).toBe('loaded: 0')
  })
})
