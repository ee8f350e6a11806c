import type { Identified } from './identity.js'

/** Order of entries in a file: by from file, rule, target and symbol, by code units, the same on every machine. */
export function compareEntries(left: Identified, right: Identified): number {
  return (
    compareText(left.from, right.from) ||
    compareText(left.rule, right.rule) ||
    compareText(left.to, right.to) ||
    compareText(left.symbol ?? '', right.symbol ?? '') ||
    compareText(left.module ?? '', right.module ?? '')
  )
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
