import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { plainEnvironment, runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

function run(cwd: string, ...args: readonly string[]) {
  return runBanyan(['new', ...args], { cwd })
}

/** For npm, with a cache that holds nothing. */
function surroundings(root: string, registry: string) {
  return { npm_config_registry: registry, npm_config_cache: path.join(root, 'cache') }
}

const filesOnly = ['--no-install', '--no-git']

describe('banyan new', () => {
  it('shows the tree and writes nothing in a dry run', async () => {
    const root = temporaryProject({})
    const { code, stdout } = await run(root, 'shop', '--modules', 'orders', '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^shop\/\n/)
    expect(stdout).toContain('│  ├─ orders/')
    expect(stdout).toMatch(/Would create \d+ files\./)
    expect(readdirSync(root)).toEqual([])
  })

  it('lists its changes as JSON', async () => {
    const root = temporaryProject({})
    const { stdout } = await run(root, 'shop', '--dry-run', '--json')
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({
      schemaVersion: 1,
      dryRun: true,
      folder: 'shop',
      answers: { name: 'shop', type: 'web' },
    })
    expect(told.plan.changes.map(({ path }: { path: string }) => path)).toContain('apps/monolith/src/main.ts')
  })

  it('writes the product, what it was made of, and what to do next', async () => {
    const root = temporaryProject({})
    const { code, stdout } = await run(root, 'shop', '--modules', 'orders', ...filesOnly)
    expect(code).toBe(0)
    expect(stdout).toMatch(/Next:\n {2}cd shop\n {2}npm install\n {2}npm run docs .*\n {2}npm run dev/)
    const lock = JSON.parse(readFileSync(path.join(root, 'shop/.banyan/lock.json'), 'utf8'))
    expect(lock.product.answers).toMatchObject({ name: 'shop', modules: ['orders'] })
    expect(Object.keys(lock.packages).sort()).toEqual([
      'edge/bff-web',
      'edge/gateway',
      'packages/platform',
      'packages/strangler-proxy',
      'tests',
    ])
    const owned = Object.keys(lock.product.files)
    expect(owned).toContain('apps/monolith/test/product.test.ts')
    expect(owned.filter(file => file.startsWith('tests/'))).toEqual([])
    const sources = owned.filter(file => /\.(?:ts|js|sql)$/.test(file) && !/orders/.test(file))
    const lines = sources.map(
      file => readFileSync(path.join(root, 'shop', file), 'utf8').split('\n').length - 1,
    )
    // With less than its team reads in an afternoon.
    expect(lines.reduce((sum, own) => sum + own, 0)).toBeLessThan(2_500)
    expect(existsSync(path.join(root, 'shop/.banyan/banyan-0.1.0.tgz'))).toBe(true)
    expect(existsSync(path.join(root, 'shop/.git'))).toBe(false)
  })

  it('takes answers from a file, which flags overrule', async () => {
    const root = temporaryProject({
      'answers.json': '{ "name": "shop", "port": 4000, "modules": ["orders"] }',
    })
    const { stdout } = await run(root, '--answers', 'answers.json', '--port', '5000', '--dry-run', '--json')
    expect(JSON.parse(stdout).answers).toMatchObject({ name: 'shop', port: 5000, modules: ['orders'] })
  })

  it('keeps what stands in a folder when it is told to merge', async () => {
    const root = temporaryProject({ 'shop/README.md': '# Mine\n', 'shop/notes.txt': 'x' })
    const refused = await run(root, 'shop', ...filesOnly)
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/shop is not empty.*README\.md/),
    ])
    expect(readdirSync(path.join(root, 'shop')).sort()).toEqual(['README.md', 'notes.txt'])
    const { code, stdout } = await run(root, 'shop', '--merge', ...filesOnly)
    expect([code, stdout]).toEqual([0, expect.stringContaining('Kept README.md')])
    expect(readFileSync(path.join(root, 'shop/README.md'), 'utf8')).toBe('# Mine\n')
    expect(existsSync(path.join(root, 'shop/apps/monolith/src/main.ts'))).toBe(true)
  })

  it('changes nothing when it runs twice', async () => {
    const root = temporaryProject({})
    await run(root, 'shop', ...filesOnly)
    const { stdout } = await run(root, 'shop', '--merge', '--json', ...filesOnly)
    const { applied, kept } = JSON.parse(stdout)
    expect([applied.created, applied.updated, kept]).toEqual([[], [], []])
  }, 90_000)

  it('leaves the folder as it was when it cannot write', async () => {
    const root = temporaryProject({})
    mkdirSync(path.join(root, 'shop'))
    // A file where a folder has to be.
    writeFileSync(path.join(root, 'shop/apps'), '')
    const { code, stderr } = await run(root, 'shop', '--merge', ...filesOnly)
    expect([code, stderr]).toEqual([2, expect.stringContaining('apps')])
    expect(readdirSync(path.join(root, 'shop'))).toEqual(['apps'])
  })

  it.each([
    ['{ "name": "shop",\n  port: 1 }', /answers\.json:2:3\n.*Syntax error/],
    [
      '{ "name": "shop",\n  "colour": "red", "prot": 1 }',
      /answers\.json:2:3[\s\S]*"colour"[\s\S]*"prot"[\s\S]*"port"\?/,
    ],
    ['{ "name": "shop", "port": "x" }', /answers\.json:1:27\n.*"port" in answers\.json/],
    ['{ "name": 5 }', /answers\.json:1:11\n.*"name" in answers\.json/],
    ['["shop"]', /answers\.json holds no object/],
  ])('tells where %j is wrong', async (content, told) => {
    const root = temporaryProject({ 'answers.json': content })
    const { code, stderr } = await run(root, '--answers', 'answers.json', ...filesOnly)
    expect([code, stderr]).toEqual([2, expect.stringMatching(told)])
    expect(readdirSync(root)).toEqual(['answers.json'])
  })

  it('takes answers with comments and a byte order mark', async () => {
    const root = temporaryProject({ 'answers.json': '\uFEFF{ "name": "shop", // ours\n}' })
    const { stdout } = await run(root, '--answers', 'answers.json', '--dry-run', '--json')
    expect(JSON.parse(stdout).answers).toMatchObject({ name: 'shop' })
  })

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'says which folder it may not write into',
    async () => {
      const root = temporaryProject({})
      chmodSync(root, 0o555)
      const { code, stderr } = await run(root, 'shop', ...filesOnly)
      chmodSync(root, 0o755)
      expect([code, stderr]).toEqual([2, expect.stringMatching(/shop cannot be made: permission denied/)])
    },
  )

  it('keeps the files where no registry can be reached, soon, and says what to run later', async () => {
    const root = temporaryProject({})
    const { code, stdout, stderr } = await runBanyan(['new', 'shop', '--no-git'], {
      cwd: root,
      // Nobody listens there.
      env: surroundings(root, 'http://127.0.0.1:9/'),
    })
    expect([code, stdout]).toEqual([2, expect.stringMatching(/npm install\n {2}npm run docs/)])
    expect(stderr).toMatch(/no network.*later: cd shop && npm install && npm run docs/)
    expect(existsSync(path.join(root, 'shop/apps/monolith/src/main.ts'))).toBe(true)
  }, 120_000)

  it.runIf(process.platform !== 'win32').each(['absent', 'empty', 'full'])(
    'takes back what it wrote where it is interrupted while it installs, into a folder that was %s',
    async before => {
      const root = temporaryProject({ ...(before === 'full' ? { 'shop/notes.txt': 'x' } : {}) })
      if (before === 'empty') mkdirSync(path.join(root, 'shop'))
      // Takes questions, and never answers.
      const registry = createServer(() => {})
      await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve))
      const { port } = registry.address() as AddressInfo
      const child = spawn(process.execPath, [bin, 'new', 'shop', '--merge'], {
        cwd: root,
        env: plainEnvironment(surroundings(root, `http://127.0.0.1:${port}/`)),
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let stderr = ''
      child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
      const ended = new Promise(resolve => child.on('close', resolve))
      await vi.waitUntil(() => stderr.includes('Installing'), { timeout: 120_000 })
      const asked = new Promise(resolve => registry.once('request', resolve))
      await asked
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      registry.closeAllConnections()
      registry.close()
      expect(readdirSync(root)).toEqual(before === 'absent' ? ['cache'] : ['cache', 'shop'])
      if (before === 'empty') expect(readdirSync(path.join(root, 'shop'))).toEqual([])
      if (before === 'full') expect(readdirSync(path.join(root, 'shop'))).toContain('apps')
      expect(stderr).toMatch(
        before === 'full' ? /Interrupted after \d+ files/ : /what was written is taken back/,
      )
    },
    240_000,
  )

  it.each([
    [[], /a name \(banyan new shop\)/],
    [['../x'], /is a path/],
    [['sh\u043Ep'], /U\+043E/],
    [['shop', '--modules', 'users'], /every product has/],
    [['shop', '--type', 'serverless'], /not built yet; available: web/],
    [['shop', '--package-manager', 'bun'], /npm, pnpm, yarn|Expected/],
    [['shop', '--answers', 'missing.json'], /missing\.json cannot be read/],
    [['shop', '--example', 'commerce', '--modules', 'orders'], /brings its own modules/],
    [['shop', '--folder', 'taken'], /taken is a file/],
    [['shop', '--folder', 'taken/shop'], /taken\/shop cannot be reached: a part of its path is a file/],
    [['pg-shop'], /PostgreSQL forbids/],
  ])('refuses %j with the way out', async (args, told) => {
    const root = temporaryProject({ taken: 'x' })
    const { code, stderr, stdout } = await run(root, ...args, ...filesOnly)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(told)
    expect(readdirSync(root)).toEqual(['taken'])
  })
})
