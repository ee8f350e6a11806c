import { createHash } from 'node:crypto'
import type { BaselineEntry, Violation } from '../../kernel/finding.js'

/** Raised when identities are made up differently: all fingerprints change with it. */
const scheme = 'banyan-1'
const separator = '\0'

/** What makes a violation the same one after its lines have moved. */
export type Identified = Pick<BaselineEntry, 'rule' | 'module' | 'from' | 'to' | 'symbol'>

/** A violation as the baseline names it; still without a reason. */
export function deriveEntry({ rule, from, to }: Violation): BaselineEntry {
  const target = to.module ?? to.file ?? from.symbol ?? ''
  return { rule, module: from.module, from: from.file, to: target, symbol: from.symbol }
}

/**
 * Rule, from file, to module (or file, or package) and symbol, joined by NUL: no lines, counts or times. Findings
 * without a symbol are often about a module as a whole and then share one file, the config; for them the module
 * takes part too.
 */
export function identityOf(violation: Violation): string {
  return identityOfEntry(deriveEntry(violation))
}

export function identityOfEntry({ rule, module, from, to, symbol }: Identified): string {
  const parts = [rule, from, to, ...(symbol === null ? ['', module ?? ''] : [symbol])]
  return parts.join(separator)
}

/** Stable name of a violation for other tools: 32 hexadecimal digits over its identity. */
export function fingerprintOf(violation: Violation): string {
  return fingerprintOfEntry(deriveEntry(violation))
}

/** The fingerprint that the entry's violation has, or had. */
export function fingerprintOfEntry(entry: Identified): string {
  const text = `${scheme}${separator}${identityOfEntry(entry)}`
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
