import { describe, expect, test } from 'vitest'
import { commentMarker, renderStepSummary } from '../../src/report/index.js'
import { golden, render } from './support/render.js'
import {
  failing,
  known,
  shop,
  sketchFinding,
  sketchGraph,
  sketchResult,
  sources,
  staleEntry,
  untrusted,
} from './support/shop.js'

describe('pull-request comment', () => {
  test('tells what changed, with a picture of the module pairs, below a marker to find it by', async () => {
    const comment = await render(failing, 'markdown')
    await expect(comment).toMatchFileSnapshot(golden('failing.md'))
    expect(comment.split('\n')[0]).toBe(commentMarker)
  })

  test('is empty when nothing changed', async () => {
    expect(await render(sketchResult(), 'markdown')).toBe('')
    expect(await render(sketchResult({ findings: [known] }), 'markdown')).toBe('')
  })

  test('tells what a branch fixed', async () => {
    const comparedWith = { kind: 'since', ref: 'main', commit: '0123456789abcdef' } as const
    const comment = await render(sketchResult({ fixed: [staleEntry], comparedWith }), 'markdown')
    expect(comment).toContain('### Banyan: passed, 1 violation gone')
    expect(comment).toContain('#### Fixed\n\n- `private-import` `modules/billing/index.ts` → users (`User`)')
    expect(comment).toContain('m0 -->|"−1"| m1')
  })

  test('says so when the result cannot be trusted, even if nothing changed', async () => {
    const comment = await render(sketchResult({ problems: untrusted.problems }), 'markdown')
    expect(comment).toContain('### Banyan: not checked')
    expect(comment).toContain('**No modules.** The config names no modules. Run banyan init.')
  })

  test('names no team, makes no markup and breaks no code span', async () => {
    const finding = sketchFinding({
      message: 'See @shop/identity, #12 and <img src=x onerror=alert(1)> or **bold** [x](http://x).',
      from: { ...sketchFinding().from, file: 'modules/a`b``c.ts' },
    })
    const comment = await render(sketchResult({ findings: [finding] }), 'markdown')
    expect(comment).toContain('``` modules/a`b``c.ts:2 ```')
    expect(comment).not.toMatch(/@shop|#12|<img|\*\*bold|\[x\]/)
  })

  test('module names cannot break the diagram', async () => {
    const names = ['@shop/a b', 'x"]; click m0 "javascript:alert(1)']
    const graph = sketchGraph(Object.fromEntries(names.map(name => [name, {}])), [])
    const finding = sketchFinding({
      from: { ...sketchFinding().from, module: names[0] ?? null },
      to: { module: names[1] ?? null, file: null },
    })
    const comment = await render(sketchResult({ findings: [finding] }), 'markdown', { graph })
    const diagram = comment.slice(comment.indexOf('```mermaid'), comment.indexOf('#### '))
    expect(diagram.split('\n')).toContain('  m0["@shop/a b"]')
    expect(diagram.split('\n')).toContain('  m1["x#34;#93;#59; click m0 #34;javascript:alert(1)"]')
  })

  test('stays below what GitHub accepts and counts what did not fit', async () => {
    const findings = Array.from({ length: 2_000 }, () => sketchFinding())
    const comment = await render(sketchResult({ findings }), 'markdown')
    expect(comment.length).toBeLessThan(65_536)
    const listed = comment.match(/^- \*\*error/gm)?.length ?? 0
    expect(listed).toBeGreaterThan(100)
    expect(comment).toContain(`${(2_000 - listed).toLocaleString('en-US')} more lines did not fit`)
  })
})

describe('step summary', () => {
  test('is never empty', async () => {
    const text = await renderStepSummary(sketchResult(), { graph: shop, source: sources })
    expect(text).toBe(
      '### Banyan: passed\n\nNo violations; compared with the baseline.\n\n4 modules, 5 files, 6 imports.\n',
    )
  })
})
