import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'

function run(cwd: string, ...args: readonly string[]) {
  return runBanyan(['new', ...args], { cwd })
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
    expect(stdout).toMatch(/Next:\n {2}cd shop\n {2}npm install\n {2}npm run dev/)
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
    [[], /a name \(banyan new shop\)/],
    [['../x'], /is a path/],
    [['sh\u043Ep'], /U\+043E/],
    [['shop', '--modules', 'users'], /every product has/],
    [['shop', '--type', 'serverless'], /not built yet; available: web/],
    [['shop', '--package-manager', 'bun'], /npm, pnpm, yarn|Expected/],
    [['shop', '--answers', 'missing.json'], /missing\.json cannot be read/],
    [['shop', '--example', 'commerce', '--modules', 'orders'], /brings its own modules/],
    [['shop', '--folder', 'taken'], /taken is a file/],
  ])('refuses %j with the way out', async (args, told) => {
    const root = temporaryProject({ taken: 'x' })
    const { code, stderr, stdout } = await run(root, ...args, ...filesOnly)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(told)
    expect(readdirSync(root)).toEqual(['taken'])
  })
})
