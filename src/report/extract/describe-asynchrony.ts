import { type Extraction, positions, waysOut } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'
import { amount } from '../text/amount.js'

/** Where answers that come at once today have to be waited for. */
export function describeAsynchrony({ asynchrony }: Extraction): Section {
  const { functions, sites, floating } = asynchrony
  const code = sites.filter(({ test }) => !test)
  const hard = code.filter(({ position }) => position !== 'plain')
  const refused = code.filter(({ wayOut }) => wayOut === 'refuse')
  const rows = hard.map(({ place, calls, position, wayOut }) => [
    place,
    calls,
    positions[position],
    waysOut[wayOut],
  ])
  return {
    id: 'asynchrony',
    title: 'What becomes asynchronous',
    lead:
      code.length === 0
        ? ['Every operation answers with a promise already.']
        : [
            `${amount(functions.filter(({ test }) => !test).length, 'function')} and ${amount(code.length, 'place')} change; at ${hard.length.toLocaleString('en-US')} of them await cannot stand, ${refused.length.toLocaleString('en-US')} have no way out.`,
            ...(floating.length === 0
              ? []
              : [`${amount(floating.length, 'promise')} would float: nobody waits for the answer.`]),
          ],
    table: { head: ['place', 'call', 'why await cannot stand here', 'way out'], rows },
    tone: refused.length > 0 ? 'bad' : hard.length > 0 ? 'warn' : 'good',
  }
}
