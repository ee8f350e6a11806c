import { describe, expect, test } from 'vitest'
import { checkFormats } from '../../src/kernel/output-formats.js'
import { renderProblems, renderRefusal } from '../../src/report/index.js'
import { sources, untrusted } from './support/shop.js'

const refuse = (format: (typeof checkFormats)[number]) =>
  renderRefusal(untrusted.problems, { root: '/home/ci/shop', format, source: sources, color: false })

describe('problems', () => {
  test('each is told with title, place, line, message and the way out', () => {
    expect(renderProblems(untrusted.problems, { color: false, source: sources })).toBe(
      [
        'Unresolved import',
        '  modules/orders/place-order.ts:3:1',
        "  './missing.js' leads to no file.",
        "      2 |   import { charge } from '../billing/inner/charge.js'",
        "    > 3 | import { findUser } from '../users/index.js'",
        '        | ^',
        '      4 |',
        '  → Create the file, or waive it in the config with a reason.',
        '',
        'No modules',
        '  The config names no modules.',
        '  → Run banyan init.',
        '',
      ].join('\n'),
    )
  })

  test('a place in a file that cannot be read is still named', () => {
    const text = renderProblems(untrusted.problems, { color: false, source: () => null })
    expect(text).toContain('  modules/orders/place-order.ts:3:1\n')
    expect(text).not.toContain(' | ')
  })

  test.each(checkFormats)('a check that could not start is no green report in %s', async format => {
    const text = await refuse(format)
    expect(text).toContain('The config names no modules.')
    const signs = {
      text: /^NOT CHECKED/m,
      json: /"verdict": "untrusted"/,
      sarif: /"executionSuccessful": false/,
      junit: /errors="2"/,
      github: /^::error title=No modules::/m,
      gitlab: /"severity": "blocker"/,
      markdown: /^### Banyan: not checked$/m,
      html: /"verdict":"untrusted"/,
      teamcity: /^##teamcity\[buildProblem /m,
      'azure-devops': /^##vso\[task\.complete result=Failed;\]/m,
    }
    expect(text).toMatch(signs[format])
  })
})
