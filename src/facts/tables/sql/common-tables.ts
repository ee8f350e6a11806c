import type { SqlToken } from './tokenize.js'

/** Names of `WITH name AS (SELECT …), other (columns) AS (…)`. */
export function findCommonTables(tokens: readonly SqlToken[]): Set<string> {
  const names = new Set<string>()
  if (!tokens.some(token => token.upper === 'WITH')) return names
  for (let at = 1; at < tokens.length; at++) {
    const before = tokens[at - 1]
    const token = tokens[at] as SqlToken
    if (token.kind !== 'word' && token.kind !== 'name') continue
    if (before?.upper !== 'WITH' && before?.upper !== 'RECURSIVE' && before?.text !== ',') continue
    if (isQueryBehind(tokens, at + 1)) names.add(token.text.toLowerCase())
  }
  return names
}

/** `[(columns)] AS [NOT MATERIALIZED] (SELECT …` */
function isQueryBehind(tokens: readonly SqlToken[], from: number): boolean {
  let at = from
  if (tokens[at]?.text === '(') {
    while (at < tokens.length && tokens[at]?.text !== ')') at++
    at++
  }
  if (tokens[at]?.upper !== 'AS') return false
  at++
  while (/^(?:NOT|MATERIALIZED)$/.test(tokens[at]?.upper ?? '')) at++
  if (tokens[at]?.text !== '(') return tokens[at]?.kind === 'hole'
  while (tokens[at]?.text === '(') at++
  const first = tokens[at]
  return (
    first?.kind === 'hole' ||
    /^(?:SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|TABLE)$/.test(first?.upper ?? '')
  )
}
