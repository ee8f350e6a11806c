import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Shop, shopModules } from './shop.js'

let shop: Shop
beforeEach(() => {
  shop = openShop()
})
afterEach(() => shop.remove())

async function run(source: string, rules: Readonly<Record<string, unknown>> = {}) {
  shop.write({ 'rules/no-clock.ts': source })
  shop.configure({
    modules: shopModules,
    exclude: ['rules/**'],
    ownRules: { 'no-clock': 'rules/no-clock.ts' },
    rules,
  })
  return (await shop.check()).result
}

const typed = `
  import { defineRule } from 'banyan'
  export default defineRule({
    find(graph, { report, options }) {
      for (const edge of graph.dependencies)
        if (edge.symbols.includes('charge')) report({ at: edge, message: 'charge is ' + (options.word ?? 'out') })
    },
  })
`

describe('own rules', () => {
  it('run on the graph, with types from banyan, and fail the check', async () => {
    const result = await run(typed)
    expect(result.problems).toEqual([])
    expect(result.verdict).toBe('fail')
    expect(result.findings).toMatchObject([
      {
        rule: 'own/no-clock',
        severity: 'error',
        status: 'new',
        from: { module: 'billing', file: 'src/billing/index.ts', line: 1, column: 1, symbol: 'charge' },
        to: { module: 'billing', file: 'src/billing/charge.ts' },
        message: 'charge is out',
      },
      { from: { module: 'orders' }, to: { module: 'billing' } },
    ])
  })

  it('take severity and options from the config, and can be switched off', async () => {
    const warned = await run(typed, { 'own/no-clock': ['warn', { word: 'dear' }] })
    expect(warned).toMatchObject({
      verdict: 'pass',
      findings: [{ severity: 'warn', message: 'charge is dear' }, {}],
    })
    expect((await run(typed, { 'own/no-clock': 'off' })).findings).toEqual([])
  })

  it('are held by the same baseline', async () => {
    const rule = { rule: 'own/no-clock', to: 'billing', symbol: 'charge' }
    const file = (module: string) => ({
      [`.banyan/baseline/${module}.json`]: {
        schemaVersion: 1,
        module,
        entries: [{ ...rule, from: `src/${module}/index.ts` }],
      },
    })
    shop.write({ ...file('billing'), ...file('orders') })
    expect(await run(typed)).toMatchObject({ verdict: 'pass', stale: [], summary: { known: 2 } })
  })

  it.each([
    [
      'a bare function',
      `export default graph => [...graph.files.keys()].map(file => ({ at: { file }, message: 'a file' }))`,
    ],
    [
      'an async one',
      `export default { async find(graph, { report }) { for (const file of graph.files.keys()) report({ at: { file }, message: 'a file' }) } }`,
    ],
    [
      'CommonJS',
      `module.exports = { default: { find: graph => [...graph.files.keys()].map(file => ({ at: { file }, message: 'a file' })) } }`,
    ],
  ])('may be %s', async (_, source) => {
    const { findings, problems } = await run(source)
    expect(problems).toEqual([])
    expect(findings.map(({ from }) => from.file)).toEqual([
      'src/billing/charge.ts',
      'src/billing/index.ts',
      'src/orders/index.ts',
    ])
  })

  it('make one finding of reports that nothing tells apart', async () => {
    const { findings } = await run(
      `export default (graph, { report }) => { for (const line of [1, 2]) report({ at: { file: 'src/orders/index.ts', line }, message: 'again' }) }`,
    )
    expect(findings).toMatchObject([{ from: { line: 1 }, related: [{ line: 2 }] }])
  })

  it.each([
    ['throws', `export default () => {\n  throw new Error('no clock')\n}`, 'no clock', 2],
    ['rejects', `export default async () => {\n\n  throw new Error('no clock')\n}`, 'no clock', 3],
    [
      'throws while it is loaded',
      `const clock = undefined\nclock.tick()\nexport default () => []`,
      'tick',
      2,
    ],
    ['does not parse', `export default (\n`, 'Syntax error', undefined],
    ['exports nothing', `export const rule = 1`, 'no default export', 1],
    [
      'reports without a message',
      `export default () => [{ at: { file: 'src/orders/index.ts' } }]`,
      'without a "message"',
      undefined,
    ],
    [
      'reports without a place',
      `export default () => [{ message: 'somewhere' }]`,
      'without a place',
      undefined,
    ],
  ])('that %s leave the result untrusted, with the place in the rule', async (_, source, message, line) => {
    const { verdict, problems } = await run(source)
    expect(verdict).toBe('untrusted')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'rule-crashed', place: { file: 'rules/no-clock.ts' } })
    expect(problems[0]?.message).toContain(message)
    if (line !== undefined) expect(problems[0]?.place?.line).toBe(line)
  })

  it('whose default export is no rule are told at their entry in the config', async () => {
    const { problems } = await run('export default 42')
    expect(problems).toMatchObject([{ code: 'rule-crashed', place: { file: 'banyan.config.json' } }])
  })

  it('compare commits as built-in rules do', async () => {
    await run(typed)
    shop.commit()
    const { result } = await shop.check({ since: 'HEAD' })
    expect(result).toMatchObject({ verdict: 'pass', summary: { known: 2, new: 0 } })
  })
})
