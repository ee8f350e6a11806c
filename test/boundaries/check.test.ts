import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Shop, shopModules } from './shop.js'

let shop: Shop
beforeEach(() => {
  shop = openShop()
})
afterEach(() => shop.remove())

const back = {
  'src/billing/late.ts': `import { place } from '../orders/index.js'\nexport const late = place\n`,
}
const entry = { rule: 'undeclared-dependency', from: 'src/billing/late.ts', to: 'orders', symbol: 'place' }
const record = (...entries: readonly object[]) => ({
  '.banyan/baseline/billing.json': { schemaVersion: 1, module: 'billing', entries },
})
const quiet = { 'module-cycle': 'off', 'file-cycle': 'off' }

describe('check', () => {
  it('passes a shop that keeps its rules', async () => {
    const { result, graph } = await shop.check()
    expect(result).toMatchObject({
      schemaVersion: 1,
      root: shop.root,
      verdict: 'pass',
      modules: 2,
      files: 3,
      edges: 2,
      findings: [],
      problems: [],
      comparedWith: { kind: 'baseline' },
    })
    expect([...graph.modules.keys()]).toEqual(['billing', 'orders'])
  })

  it('fails over a planted import, at the right place, and the same way twice', async () => {
    shop.configure({ modules: shopModules, rules: quiet })
    shop.write(back)
    const { result } = await shop.check()
    expect(result.verdict).toBe('fail')
    expect(result.findings).toMatchObject([
      {
        rule: 'undeclared-dependency',
        severity: 'error',
        status: 'new',
        from: { module: 'billing', file: 'src/billing/late.ts', line: 1, column: 1, symbol: 'place' },
        to: { module: 'orders', file: 'src/orders/index.ts' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ])
    expect(result.summary).toMatchObject({ new: 1, known: 0, errors: 1, warnings: 0 })
    const again = await shop.check()
    expect(again.result.findings).toEqual(result.findings)
  })

  it('tells findings in order of file, line and column', async () => {
    shop.write({
      'src/billing/a.ts': `import '../orders/index.js'\nimport { place } from '../orders/index.js'\nplace()\n`,
      'src/billing/b.ts': `import '../orders/secret.js'\n`,
      'src/orders/secret.ts': 'export {}\n',
    })
    shop.configure({ modules: shopModules, rules: quiet })
    const { result } = await shop.check()
    expect(result.findings.map(({ from, rule }) => [from.file, from.line, rule])).toEqual([
      ['src/billing/a.ts', 1, 'undeclared-dependency'],
      ['src/billing/a.ts', 2, 'undeclared-dependency'],
      ['src/billing/b.ts', 1, 'private-import'],
      ['src/billing/b.ts', 1, 'undeclared-dependency'],
    ])
  })

  it('takes severity from the config: warnings do not fail, and what is off is not looked at', async () => {
    shop.write(back)
    shop.configure({ modules: shopModules, rules: { ...quiet, 'undeclared-dependency': 'warn' } })
    const warned = (await shop.check()).result
    expect(warned).toMatchObject({
      verdict: 'pass',
      findings: [{ severity: 'warn' }],
      summary: { warnings: 1, errors: 0 },
    })
    shop.configure({ modules: shopModules, rules: { ...quiet, 'undeclared-dependency': 'off' } })
    expect((await shop.check()).result.findings).toEqual([])
  })

  it('softens a deprecated dependency until its date, and never hardens a warning', async () => {
    const dependsOn = [{ module: 'billing', deprecated: 'goes', until: '2027-01-01' }]
    const modules = { ...shopModules, orders: { path: 'src/orders', dependsOn } }
    shop.configure({ modules })
    const verdicts = async (today: string) => {
      const { result } = await shop.check({ today })
      return [result.verdict, ...result.findings.map(({ severity }) => severity)]
    }
    expect(await verdicts('2027-01-01')).toEqual(['pass', 'warn'])
    expect(await verdicts('2027-01-02')).toEqual(['fail', 'error'])
    shop.configure({ modules, rules: { 'deprecated-dependency': 'warn' } })
    expect(await verdicts('2027-01-02')).toEqual(['pass', 'warn'])
  })
})

describe('the ratchet of check', () => {
  beforeEach(() => shop.configure({ modules: shopModules, rules: quiet }))

  it('lets what the baseline knows pass, wherever its lines are', async () => {
    shop.write({ ...back, ...record(entry) })
    expect((await shop.check()).result).toMatchObject({ verdict: 'pass', findings: [{ status: 'known' }] })
    shop.write({ 'src/billing/late.ts': `\n\n\n${back['src/billing/late.ts']}` })
    expect((await shop.check()).result).toMatchObject({
      verdict: 'pass',
      findings: [{ status: 'known', from: { line: 4 } }],
    })
  })

  it('fails over a second symbol of a known edge', async () => {
    shop.write({ ...back, ...record(entry), 'src/orders/index.ts': 'export const place = 1, cancel = 2\n' })
    shop.configure({ modules: { ...shopModules, orders: { path: 'src/orders' } }, rules: quiet })
    shop.write({
      'src/billing/late.ts': `import { cancel, place } from '../orders/index.js'\nexport const late = [place, cancel]\n`,
    })
    const { result } = await shop.check()
    expect(result.findings.map(({ from, status }) => [from.symbol, status])).toEqual([
      ['cancel', 'new'],
      ['place', 'known'],
    ])
    expect(result.verdict).toBe('fail')
  })

  it('excuses up to the end of the day that an entry names', async () => {
    shop.write({ ...back, ...record({ ...entry, until: '2026-12-01' }) })
    expect((await shop.check({ today: '2026-12-01' })).result.verdict).toBe('pass')
    expect((await shop.check({ today: '2026-12-02' })).result).toMatchObject({
      verdict: 'fail',
      findings: [{ status: 'new' }],
    })
  })

  it('tells what is stale, and fails over it when strict', async () => {
    shop.write(record(entry))
    expect((await shop.check()).result).toMatchObject({
      verdict: 'pass',
      stale: [entry],
      summary: { stale: 1 },
    })
    expect((await shop.check({ strict: true })).result.verdict).toBe('fail')
  })

  it('follows a file that git knows to have moved', async () => {
    shop.write({ ...back, ...record(entry) })
    shop.commit()
    shop.git('mv', 'src/billing/late.ts', 'src/billing/later.ts')
    shop.commit()
    expect((await shop.check({ strict: true })).result).toMatchObject({
      verdict: 'pass',
      findings: [{ status: 'known', from: { file: 'src/billing/later.ts' } }],
      stale: [],
    })
  })
})

describe('check --since', () => {
  beforeEach(() => {
    shop.configure({ modules: shopModules, rules: quiet })
    shop.write(back)
    shop.commit()
  })

  it('knows what broke the rules at the merge base, and fails over what is new', async () => {
    const before = (await shop.check({ since: 'main' })).result
    expect(before).toMatchObject({ verdict: 'pass', findings: [{ status: 'known' }] })
    expect(before.comparedWith).toEqual({
      kind: 'since',
      ref: 'main',
      commit: shop.git('rev-parse', 'main').trim(),
    })
    shop.git('checkout', '-q', '-b', 'feature')
    shop.write({ 'src/billing/again.ts': `import { place } from '../orders/index.js'\nplace()\n` })
    shop.commit()
    expect((await shop.check({ since: 'main' })).result).toMatchObject({
      verdict: 'fail',
      findings: [{ status: 'new', from: { file: 'src/billing/again.ts' } }, { status: 'known' }],
    })
  })

  it('compares with where the branch left, not with what happened on main since', async () => {
    shop.git('checkout', '-q', '-b', 'feature')
    shop.git('checkout', '-q', 'main')
    rmSync(path.join(shop.root, 'src/billing/late.ts'))
    shop.commit()
    shop.git('checkout', '-q', 'feature')
    expect((await shop.check({ since: 'main' })).result).toMatchObject({
      verdict: 'pass',
      findings: [{ status: 'known' }],
    })
  })

  it('tells what the change fixed', async () => {
    rmSync(path.join(shop.root, 'src/billing/late.ts'))
    expect((await shop.check({ since: 'HEAD' })).result).toMatchObject({
      verdict: 'pass',
      findings: [],
      fixed: [entry],
      summary: { fixed: 1 },
    })
  })

  it('follows renames, so that a moved file is neither new nor fixed', async () => {
    shop.git('mv', 'src/billing/late.ts', 'src/billing/later.ts')
    expect((await shop.check({ since: 'HEAD' })).result).toMatchObject({
      verdict: 'pass',
      findings: [{ status: 'known' }],
      fixed: [],
    })
  })

  it('gives the excuse to the file that moved, not to a new one that does the same', async () => {
    shop.git('mv', 'src/billing/late.ts', 'src/billing/later.ts')
    shop.write({
      'src/billing/again.ts': `import { place } from '../orders/index.js'\n\nexport const again = [place(), 2]\n`,
    })
    const { result } = await shop.check({ since: 'HEAD' })
    expect(result.findings.map(({ from, status }) => [from.file, status])).toEqual([
      ['src/billing/again.ts', 'new'],
      ['src/billing/later.ts', 'known'],
    ])
  })

  it("judges the old commit by today's config, without asking that its modules were there", async () => {
    shop.write({ 'src/returns/index.ts': `import { charge } from '../billing/charge.js'\ncharge()\n` })
    const restrict = [{ modules: ['returns'], deny: ['stripe'] }]
    shop.configure({
      modules: { ...shopModules, returns: { path: 'src/returns', dependsOn: ['billing'] } },
      rules: { ...quiet, 'external-package': ['error', { restrict }] },
    })
    const { result } = await shop.check({ since: 'HEAD' })
    expect(result.problems).toEqual([])
    expect(result.findings.map(({ rule, status }) => [rule, status])).toEqual([
      ['undeclared-dependency', 'known'],
      ['private-import', 'new'],
    ])
  })

  it('takes what the branch accepted into the baseline as known, as main will', async () => {
    shop.write({
      'src/billing/again.ts': `import { place } from '../orders/index.js'\nplace()\n`,
      ...record({ ...entry, from: 'src/billing/again.ts', reason: 'SHOP-7' }),
    })
    expect((await shop.check({ since: 'HEAD' })).result).toMatchObject({
      verdict: 'pass',
      summary: { known: 2, new: 0 },
    })
  })

  it('refuses a revision that does not exist', async () => {
    await expect(shop.check({ since: 'nowhere' })).rejects.toMatchObject({ problems: [{ code: 'git-ref' }] })
  })
})

describe('check fails closed', () => {
  const broken = { 'src/orders/broken.ts': 'export const = \n' }
  const lost = { 'src/orders/lost.ts': `import './gone.js'\n` }

  async function problems(): Promise<readonly (readonly [string, string | undefined, number | undefined])[]> {
    const { result } = await shop.check()
    expect(result.verdict).toBe('untrusted')
    return result.problems.map(({ code, place }) => [code, place?.file, place?.line] as const)
  }

  it('does not trust a file that does not parse', async () => {
    shop.write(broken)
    expect(await problems()).toEqual([['file-unparsed', 'src/orders/broken.ts', 1]])
  })

  it('does not trust an import that leads nowhere, even where findings fail anyway', async () => {
    shop.write({ ...lost, ...back })
    expect(await problems()).toEqual([['import-unresolved', 'src/orders/lost.ts', 1]])
  })

  it('keeps to problems that a report needs: no inner fields', async () => {
    shop.write(lost)
    const { result } = await shop.check()
    expect(Object.keys(result.problems[0] ?? {}).sort()).toEqual(['code', 'hint', 'message', 'place'])
  })

  it.each<[string, object, boolean]>([
    ['its path and kind', { path: 'src/orders/**', what: 'unresolved' }, true],
    ['its specifier too', { path: 'src/orders/**', what: 'unresolved', specifier: './gone.js' }, true],
    ['a glob of specifiers', { path: '**', what: 'unresolved', specifier: './*' }, true],
    ['another specifier', { path: 'src/orders/**', what: 'unresolved', specifier: './found.js' }, false],
    ['another kind', { path: 'src/orders/**', what: 'unparsed' }, false],
    ['another path', { path: 'src/billing/**', what: 'unresolved' }, false],
  ])('lets a waiver cover a problem by %s', async (_, waiver, covered) => {
    shop.write(lost)
    shop.configure({ modules: shopModules, waive: [{ ...waiver, reason: 'made by the build' }] })
    const { result } = await shop.check()
    expect(result.summary.waived).toBe(covered ? 1 : 0)
    expect(result.problems.map(({ code }) => code)).toEqual(covered ? [] : ['import-unresolved'])
    expect(result.findings.map(({ rule }) => rule)).toEqual(covered ? [] : ['unused-waiver'])
    expect(result.verdict).toBe(covered ? 'pass' : 'untrusted')
  })

  it('passes before and after the build that a waiver names', async () => {
    shop.configure({
      modules: shopModules,
      waive: [
        { path: 'src/billing/**', what: 'unresolved', specifier: '../made/*', reason: 'made by the build' },
      ],
    })
    shop.write({ '.gitignore': 'src/made/\n', 'src/billing/api.ts': `export * from '../made/client.js'\n` })
    const before = await shop.check()
    shop.write({ 'src/made/client.ts': 'export const client = 1\n' })
    const after = await shop.check()
    expect([before.result.verdict, before.result.summary.waived]).toEqual(['pass', 1])
    expect([after.result.verdict, after.result.summary.waived]).toEqual(['pass', 0])
  })

  it('places a waiver that covers nothing in the config', async () => {
    shop.write({
      'banyan.config.json': `{\n  "modules": ${JSON.stringify(shopModules)},\n  "waive": [\n    { "path": "src/**", "what": "unparsed", "reason": "old" }\n  ]\n}\n`,
    })
    const { result } = await shop.check()
    expect(result).toMatchObject({ verdict: 'pass', problems: [], summary: { errors: 0, warnings: 1 } })
    expect(result.findings).toMatchObject([
      {
        rule: 'unused-waiver',
        severity: 'warn',
        from: { module: null, file: 'banyan.config.json', line: 4, symbol: 'unparsed src/**' },
        message: 'A waiver accepts "unparsed" in "src/**", but there is nothing of that kind.',
      },
    ])
  })

  it('does not trust a module that has no files', async () => {
    shop.configure({ modules: { ...shopModules, returns: { path: 'src/returns' } } })
    expect((await problems()).map(([code]) => code)).toEqual(['module-empty'])
  })

  it('does not trust a rule that matches nothing', async () => {
    const restrict = [{ modules: ['ordres'], deny: ['stripe'] }]
    shop.configure({ modules: shopModules, rules: { 'external-package': ['error', { restrict }] } })
    expect((await problems()).map(([code]) => code)).toEqual(['rule-empty'])
  })

  it('does not trust a config without modules, nor a project without files, and says that alone', async () => {
    const restrict = [{ modules: ['orders'], deny: ['stripe'] }]
    const rules = { 'external-package': ['error', { restrict }] }
    shop.configure({ rules })
    expect((await problems()).map(([code]) => code)).toEqual(['no-modules'])
    shop.configure({ modules: shopModules, rules, exclude: ['src'] })
    expect((await problems()).map(([code]) => code)).toEqual(['no-files'])
  })

  it.each([
    ['broken', '{ "schemaVersion": 1,', 'baseline-invalid'],
    ['of a newer version', '{ "schemaVersion": 99, "module": "billing", "entries": [] }', 'baseline-newer'],
  ])('does not trust a baseline that is %s', async (_, text, code) => {
    shop.write({ '.banyan/baseline/billing.json': text })
    expect(new Set((await problems()).map(each => each[0]))).toEqual(new Set([code]))
  })
})
