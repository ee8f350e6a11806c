import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { extractionSchemaFile, renderExtractionSchema } from '../support/extraction-schema.js'
import { runBanyan } from '../support/run-banyan.js'
import { type ProjectFiles, temporaryProject } from '../support/temporary-project.js'

/** Orders ask billing for prices and invoices; billing asks nobody. */
const shop: ProjectFiles = {
  'package.json': '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
  'banyan.config.json':
    '{ "modules": { "billing": { "path": "src/billing" }, "orders": { "path": "src/orders" } } }\n',
  'src/billing/billing.js': `/** @typedef {{ order: string, lines: { price: number }[] }} Order */
export class Billing {
  invoices = new Map()
  /** @param {Order} order */
  async invoice(order) {
    order.lines.push({ price: 1 })
    this.invoices.set(order.order, order.lines)
    return { order: order.order, total: order.lines.reduce((sum, line) => sum + line.price, 0) }
  }
}
/** @param {number} cents */
export function format(cents) {
  return \`\${(cents / 100).toFixed(2)} EUR\`
}
`,
  'src/orders/orders.js': `import { Billing, format } from '../billing/billing.js'
const billing = new Billing()
/** @param {string[]} ids */
export async function close(ids) {
  const texts = []
  for (const id of ids) {
    const order = { order: id, lines: [{ price: 200 }] }
    const { total } = await billing.invoice(order)
    texts.push(\`\${format(total)} for \${order.lines.length}\`)
  }
  return texts
}
`,
  'src/orders/orders.test.js': `import assert from 'node:assert/strict'
import test from 'node:test'
import { close } from './orders.js'
test('the fee stands among the lines', async () => {
  assert.deepEqual(await close(['a']), ['2.01 EUR for 2'])
})
`,
}

/** Whether the schema knows every property of what was printed. */
function expectDescribed(printed: string): void {
  const schema = JSON.parse(readFileSync(extractionSchemaFile, 'utf8'), (_, value) =>
    value?.type === 'object' && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  )
  const ajv = new Ajv2020({ strict: false })
  expect(ajv.validate(schema, JSON.parse(printed)), ajv.errorsText()).toBe(true)
}

const run = (root: string, ...args: readonly string[]) =>
  runBanyan(['extract', ...args, '--no-cache'], { cwd: root })

describe('extract --dry-run', () => {
  it('tells operations, treatments, loops and what the wire changes', async () => {
    const { stdout, stderr, code } = await run(temporaryProject(shop), 'billing', '--dry-run')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('billing (src/billing): what it would take to extract it')
    expect(stdout).toContain('Billing.invoice')
    expect(stdout).toContain('src/orders/orders.js:8:29')
    expect(stdout).toContain('Calls over the network that are repeated')
    expect(stdout).toMatch(/Nothing is refused|cannot travel/)
  })

  it('writes JSON for programs and a page that loads nothing', async () => {
    const root = temporaryProject(shop)
    const { stdout } = await run(root, 'billing', '--dry-run', '--json')
    const extraction = JSON.parse(stdout)
    expect(extraction).toMatchObject({
      schemaVersion: 1,
      module: { name: 'billing', path: 'src/billing', source: 'config' },
      plan: { changes: [] },
    })
    expect(extraction.operations.map(({ name }: { name: string }) => name)).toEqual(['Billing.invoice'])
    const treated = Object.fromEntries(
      extraction.treatments.map(({ symbol, treatment }: Record<string, string>) => [symbol, treatment]),
    )
    expect(treated).toEqual({
      'src/billing/billing.js#Billing': 'remote',
      'src/billing/billing.js#format': 'move',
    })
    expectDescribed(stdout)
    await run(root, 'billing', '--dry-run', '--format', 'html', '--output', 'billing.html')
    const page = readFileSync(path.join(root, 'billing.html'), 'utf8')
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('Billing.invoice')
  })

  it('finds modules without a config', async () => {
    const { 'banyan.config.json': _, ...bare } = shop
    const manifest = (name: string) =>
      `{ "name": "@shop/${name}", "type": "module", "exports": "./${name}.js" }\n`
    const root = temporaryProject({
      ...bare,
      'package.json': '{ "name": "shop", "private": true, "workspaces": ["src/*"] }\n',
      'src/billing/package.json': manifest('billing'),
      'src/orders/package.json': manifest('orders'),
    })
    const { stdout, code } = await run(root, 'billing', '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain('Its border was found as init finds it')
  })

  it.each([
    ['a module that does not exist', ['biling', '--dry-run'], 'Did you mean billing?'],
    ['no word of what to do', ['billing'], 'Pass --dry-run'],
    ['two things at once', ['billing', '--dry-run', '--simulate'], '--simulate'],
    ['a flag of the simulation alone', ['billing', '--dry-run', '--latency', '5'], '--simulate'],
  ])('refuses %s', async (_, args, told) => {
    const { stdout, stderr, code } = await run(temporaryProject(shop), ...args)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(told)
  })
})

describe('extract --simulate', () => {
  it('finds that a caller counts on its argument being changed, and leaves the repository as it was', async () => {
    const root = temporaryProject(shop)
    const { stdout, code } = await run(root, 'billing', '--simulate')
    expect(stdout).toContain('tests that pass today fail with the wire in between')
    expect(stdout).toContain('the fee stands among the lines')
    expect(stdout).toContain('changes its argument')
    expect(code).toBe(1)
    for (const [file, text] of Object.entries(shop))
      expect(readFileSync(path.join(root, file), 'utf8')).toBe(text)
  })

  it('writes JSON for programs', async () => {
    const { stdout } = await run(temporaryProject(shop), 'billing', '--simulate', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, verdict: 'breaks' })
    expectDescribed(stdout)
  })

  it('concludes nothing where no test runs', async () => {
    const { 'src/orders/orders.test.js': _, ...untested } = shop
    const root = temporaryProject({ ...untested, 'package.json': '{ "name": "shop", "type": "module" }\n' })
    const { stdout, code } = await run(root, 'billing', '--simulate')
    expect(stdout).toContain('there is no test command')
    expect(code).toBe(2)
  })
})

describe('the schema of its JSON', () => {
  it('is the one of today: npm run schema writes it', async () => {
    expect(readFileSync(extractionSchemaFile, 'utf8')).toBe(await renderExtractionSchema())
  })
})
