import { describe, expect, it } from 'vitest'
import { answersSchema } from '../../src/scaffold/answers.js'
import { type PackageTool, usualVersions } from '../../src/scaffold/render/package-tool.js'
import { renderProduct } from '../../src/scaffold/render/render-product.js'

const npm: PackageTool = { name: 'npm', version: usualVersions.npm }
const render = (answers: object, tool = npm) =>
  renderProduct({ answers: answersSchema.parse(answers), banyan: 'file:.banyan/banyan-0.1.0.tgz', tool })

describe('a rendered product', () => {
  const files = render({
    name: 'seed-library',
    modules: ['orders', 'order-lines'],
    owner: '@library/keepers',
  })
  const texts = [...files]

  it('bears its own name and those of its modules alone', () => {
    const foreign = texts.filter(
      ([file, text]) => /price.?list/i.test(file + text) || text.includes('@shop/') || file.includes('dot-'),
    )
    expect(foreign.map(([file]) => file)).toEqual([])
  })

  it('has each module, its wiring and its place in the config', () => {
    for (const module of ['users', 'orders', 'order-lines']) {
      expect(files.has(`modules/${module}/package.json`)).toBe(true)
      expect(files.has(`apps/monolith/src/wiring/${module}.ts`)).toBe(true)
    }
    expect(files.get('apps/monolith/src/modules.ts')).toContain('= [users, orders, orderLines]')
    expect(files.get('banyan.config.json')).toContain('"tables": ["order_lines"]')
    expect(files.get('modules/order-lines/src/http/routes.ts')).toContain("'POST /order-lines'")
    expect(files.get('.github/CODEOWNERS')).toContain('/modules/order-lines/ @library/keepers')
  })

  it('leaves out what the example alone needs, down to exports and dependencies', () => {
    const paths = [...files.keys()]
    for (const part of ['payments', 'tenants', 'content', 'saga', 'event-store']) {
      expect(paths.filter(file => file.includes(`/${part}/`))).toEqual([])
    }
    const platform = JSON.parse(files.get('packages/platform/package.json') ?? '{}')
    const targets = Object.values<string>(platform.exports).map(
      target => `packages/platform/${target.slice(2)}`,
    )
    expect(targets.filter(target => !files.has(target))).toEqual([])
  })

  it('has proofs that know of its modules only how somebody comes in', () => {
    const proofs = texts.filter(([file]) => file.startsWith('tests/'))
    expect(proofs.length).toBeGreaterThan(10)
    const foreign = proofs.flatMap(([file, text]) =>
      [...text.matchAll(/'@seed-library\/([^/']+)/g)].map(([, used]) => `${file} ${used}`),
    )
    expect(foreign.filter(use => !/ (?:monolith|platform)$/.test(use))).toEqual([])
    expect(files.has('apps/monolith/test/accounts.ts')).toBe(true)
    expect(files.get('package.json')).toContain('"tests"]')
  })

  it('has no trace of how it was rendered', () => {
    const traces = texts.filter(([file, text]) => /\.hbs$/.test(file) || /\{\{[#/]/.test(text))
    expect(traces.map(([file]) => file)).toEqual([])
    for (const [file, text] of texts.filter(([file]) => file.endsWith('package.json'))) {
      expect(() => JSON.parse(text), file).not.toThrow()
    }
  })

  it('is the same each time', () => {
    expect([
      ...render({ name: 'seed-library', modules: ['orders', 'order-lines'], owner: '@library/keepers' }),
    ]).toEqual(texts)
  })
})

describe('the manager of packages', () => {
  interface Manager {
    readonly tool: PackageTool
    /** File → text in it. */
    readonly has: Readonly<Record<string, string>>
    readonly lacks: readonly string[]
    readonly workspace: string
    readonly locked: string
  }
  const managers: readonly Manager[] = [
    {
      tool: npm,
      has: { 'package.json': '"services/*", "tests"]', 'README.md': 'npm run make-admin -- wren' },
      lacks: ['pnpm-workspace.yaml', '.yarnrc.yml', '.yarnrc'],
      workspace: '0.0.0',
      locked: 'npm ci',
    },
    {
      tool: { name: 'pnpm', version: '12.1.0' },
      has: {
        'pnpm-workspace.yaml': '- services/*\n  - tests',
        'package.json': '"packageManager": "pnpm@12.1.0"',
        'README.md': 'pnpm run make-admin wren',
      },
      lacks: ['.yarnrc.yml'],
      workspace: 'workspace:*',
      locked: 'pnpm install --frozen-lockfile',
    },
    {
      tool: { name: 'yarn', version: '4.18.1' },
      has: { '.yarnrc.yml': 'node-modules', 'package.json': '"packageManager": "yarn@4.18.1"' },
      lacks: ['pnpm-workspace.yaml'],
      workspace: 'workspace:*',
      locked: 'yarn install --immutable',
    },
    {
      tool: { name: 'yarn', version: '1.22.22' },
      has: { 'package.json': '"packageManager": "yarn@1.22.22"', '.yarnrc': 'ignore-engines true' },
      lacks: ['pnpm-workspace.yaml', '.yarnrc.yml'],
      workspace: '0.0.0',
      locked: 'yarn install --frozen-lockfile',
    },
  ]

  it.each(managers)('$tool.name $tool.version finds what it looks for', manager => {
    const { tool, has, lacks, workspace, locked } = manager
    const files = render({ name: 'shop', 'package-manager': tool.name }, tool)
    for (const [file, text] of Object.entries(has)) expect(files.get(file)).toContain(text)
    for (const file of lacks) expect(files.has(file)).toBe(false)
    const { dependencies } = JSON.parse(files.get('modules/users/package.json') ?? '{}')
    expect(dependencies['@shop/platform']).toBe(workspace)
    for (const file of ['.github/workflows/ci.yml', 'infra/docker/monolith.Dockerfile'])
      expect(files.get(file)).toContain(locked)
  })
})
