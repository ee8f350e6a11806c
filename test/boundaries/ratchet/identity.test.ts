import { describe, expect, it } from 'vitest'
import {
  deriveEntry,
  fingerprintOf,
  fingerprintOfEntry,
  identityOf,
} from '../../../src/boundaries/ratchet/index.js'
import type { Violation } from '../../../src/kernel/finding.js'
import { makeViolation } from './shop.js'

const violation = makeViolation('users/a.ts')

describe('the identity of a violation', () => {
  it('does not depend on lines, wording, kind, severity or the file behind a module', () => {
    const moved: Violation = {
      ...violation,
      from: { ...violation.from, line: 99, column: 7 },
      to: { module: 'billing', file: 'billing/other.ts' },
      message: 'worded otherwise',
      kind: 'type',
      severity: 'warn',
      related: [{ file: 'users/a.ts', line: 100, column: 1, message: 'again here' }],
    }
    expect(identityOf(moved)).toBe(identityOf(violation))
    expect(fingerprintOf(moved)).toBe(fingerprintOf(violation))
  })

  it.each<[string, Violation]>([
    ['rule', { ...violation, rule: 'undeclared-dependency' }],
    ['file', makeViolation('users/b.ts')],
    ['target module', { ...violation, to: { module: 'orders', file: 'billing/charge.ts' } }],
    ['symbol', makeViolation('users/a.ts', 'refund')],
    ['missing symbol', makeViolation('users/a.ts', null)],
  ])('differs by %s', (_, other) => {
    expect(identityOf(other)).not.toBe(identityOf(violation))
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(violation))
  })

  it('names the file where the target is in no module, and the package where it is no file', () => {
    expect(deriveEntry({ ...violation, to: { module: null, file: 'scripts/run.ts' } }).to).toBe(
      'scripts/run.ts',
    )
    expect(
      deriveEntry({ ...makeViolation('users/a.ts', 'express'), to: { module: null, file: null } }).to,
    ).toBe('express')
  })

  it('tells modules apart that break a rule in the config itself', () => {
    const unused = (module: string): Violation => ({
      ...violation,
      rule: 'unused-dependency',
      from: { ...violation.from, module, file: 'banyan.config.json', symbol: null },
    })
    expect(fingerprintOf(unused('users'))).not.toBe(fingerprintOf(unused('orders')))
  })

  it('has a fingerprint that never changes, because other tools remember it', () => {
    expect(fingerprintOf(violation)).toMatchInlineSnapshot(`"d9db912e541e4b815d3a9c9bebd6e105"`)
    expect(fingerprintOfEntry(deriveEntry(violation))).toBe(fingerprintOf(violation))
  })
})
