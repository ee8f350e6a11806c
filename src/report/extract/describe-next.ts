import type { Extraction } from '../../extract/catalogues.js'
import { amount } from '../text/amount.js'

/** What to do next, the hardest first. */
export function describeNext({
  module,
  refusals,
  asynchrony,
  contract,
  problems,
}: Extraction): readonly string[] {
  const blocked = asynchrony.sites.filter(({ test, wayOut }) => !test && wayOut === 'refuse')
  const changed = contract.lossiness.filter(({ severity }) => severity === 'changed')
  return [
    ...(problems.length === 0 ? [] : ['Make the repository readable first: see what could not be read.']),
    ...(refusals.length === 0
      ? []
      : [`Change what cannot travel (${amount(refusals.length, 'place')}): each row says why.`]),
    ...(blocked.length === 0
      ? []
      : [`Find another way where nobody can wait (${amount(blocked.length, 'place')}).`]),
    ...(changed.length === 0
      ? []
      : [`Look at what behaves otherwise over the wire (${amount(changed.length, 'place')}).`]),
    `See the repository's own tests under remote semantics: banyan extract ${module.name} --simulate`,
  ]
}
