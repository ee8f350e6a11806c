import { describe, expect, test } from 'vitest'
import { golden, render } from './support/render.js'
import {
  cycle,
  failing,
  known,
  placeOrder,
  sketchFinding,
  sketchResult,
  staleEntry,
  untrusted,
} from './support/shop.js'

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)

describe('text of check', () => {
  test('findings stand by module pair with their line, and the verdict comes last', async () => {
    await expect(await render(failing, 'text')).toMatchFileSnapshot(golden('failing.txt'))
  })

  test('known findings are counted, and shown when asked for', async () => {
    expect(await render(failing, 'text')).not.toContain('web uses orders')
    const all = await render(failing, 'text', { showKnown: true })
    expect(all).toContain('web → orders  1 known')
    expect(all).toContain('undeclared-dependency (known)')
  })

  test('an untrusted result ends by saying that nothing was checked', async () => {
    const text = await render(untrusted, 'text')
    await expect(text).toMatchFileSnapshot(golden('untrusted.txt'))
    expect(lastLine(text)).toMatch(/^NOT CHECKED/)
  })

  test('a clean result says what was looked at', async () => {
    expect(await render(sketchResult(), 'text')).toBe(
      '4 modules, 5 files, 6 imports, 0.8 s; compared with the baseline\nNo violations\nPASSED Nothing new.\n',
    )
  })

  test('stale entries are listed, and named as the cause when nothing else failed', async () => {
    const warned = await render(sketchResult({ stale: [staleEntry] }), 'text')
    expect(warned).toContain('  private-import: modules/billing/index.ts → users (User)')
    expect(lastLine(warned)).toBe('PASSED Nothing new.')
    const failed = await render(sketchResult({ stale: [staleEntry], verdict: 'fail' }), 'text')
    expect(lastLine(failed)).toBe(
      'FAILED The baseline has entries that are fixed. Run: banyan baseline shrink',
    )
  })

  test('the merge base is named', async () => {
    const comparedWith = { kind: 'since', ref: 'origin/main', commit: '0123456789abcdef' } as const
    const text = await render(sketchResult({ comparedWith, fixed: [staleEntry] }), 'text')
    expect(text).toContain('compared with 0123456789, where origin/main was left')
    expect(text).toContain('1 fixed')
  })

  test('colours appear only when told to', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    const colored = /\u001b\[/
    expect(await render(failing, 'text')).not.toMatch(colored)
    expect(await render(failing, 'text', { color: true })).toMatch(colored)
  })

  test('control and direction characters of a name or line cannot steer the terminal', async () => {
    const evil = sketchFinding({ message: 'orders imports \u001b[2Jpay\u202e from billing.' })
    const source = () => '\u001b]0;owned\u0007\nimport "\u001b[31m"\n'
    const text = await render(sketchResult({ findings: [evil] }), 'text', { source })
    expect(text).toContain('␛[2Jpay<U+202E>')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u001b\u0007\u202e]/)
  })

  test('no line but a path or a long word is wider than the screen', async () => {
    const message = 'orders imports charge from an inner file of billing. '.repeat(6).trim()
    const source = () => `${placeOrder}${'x'.repeat(5_000)}`
    const related = [{ file: 'modules/users/index.ts', line: 1, column: 1, message }]
    const findings = [
      sketchFinding({
        message,
        hint: message,
        related,
        from: { ...sketchFinding().from, line: 4, column: 4_000 },
      }),
    ]
    const text = await render(sketchResult({ findings }), 'text', { source })
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  })

  test('the caret stands under the column, tabs and wide letters before it or not', async () => {
    const place = { ...sketchFinding().from, line: 1, column: 6 }
    const source = () => "\t家 + import('x')"
    const text = await render(sketchResult({ findings: [sketchFinding({ from: place })] }), 'text', {
      source,
    })
    const [code = '', caret = ''] = text
      .split('\n')
      .filter(line => line.includes(' | ') || line.endsWith('^'))
    expect(code.slice(code.indexOf('|') + 2)).toBe("  家 + import('x')")
    expect(caret.slice(caret.indexOf('|') + 2)).toBe(`${' '.repeat(7)}^`)
  })

  test('a finding in a file that is gone or shorter than it was has no frame', async () => {
    const gone = sketchFinding({ from: { ...sketchFinding().from, line: 99 } })
    expect(await render(sketchResult({ findings: [gone] }), 'text')).not.toContain(' | ')
  })

  test('many related places are counted after the first dozen', async () => {
    const related = Array.from({ length: 20 }, (_, at) => ({
      file: 'modules/users/index.ts',
      line: at + 1,
      column: 1,
      message: 'step',
    }))
    const text = await render(sketchResult({ findings: [{ ...cycle, related }] }), 'text')
    expect(text.match(/ step$/gm)).toHaveLength(12)
    expect(text).toContain('and 8 more')
  })

  test('a finding within one module stands under its name alone', async () => {
    const inside = { ...cycle, to: { module: 'users', file: 'modules/users/session.ts' } }
    expect(await render(sketchResult({ findings: [inside] }), 'text')).toMatch(/^users {2}1 warning\n/)
  })

  test('the same hint is told once in a row', async () => {
    const text = await render(sketchResult({ findings: [sketchFinding(), sketchFinding(), known] }), 'text')
    expect(text.match(/→ Import charge/g)).toHaveLength(1)
  })
})
