import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

type Lifecycle = Extraction['lifecycles'][number]

const meanings: Readonly<Record<Lifecycle['kind'], string>> = {
  'request-scope': 'made anew for each request: what it knows of the request has to travel with every call',
  transient: 'everybody who asks gets one of their own: its state is not shared today',
  'on-start': 'does something when the program starts: from then on when the service starts',
  'on-stop': 'does something when the program ends: from then on when the service ends',
  'async-provider': 'ready after a while: the service answers before or waits',
  'dynamic-module': 'is told its settings by who imports it: the service has to be told them',
  'global-module': 'is there without being imported: users cannot be seen from their imports',
}

/** What of the module lives longer or shorter than the program, or acts when it starts or ends. */
export function describeLifecycles({ lifecycles, module }: Extraction): Section {
  const rows = lifecycles.map(({ symbol, kind, place }) => [
    place,
    symbol.slice(symbol.indexOf('#') + 1),
    kind,
    meanings[kind],
  ])
  return {
    id: 'lifecycles',
    title:
      rows.length === 0
        ? `All of ${module.name} lives as long as the program`
        : 'What starts, ends or is made anew',
    lead: [],
    table: { head: ['place', 'what', 'kind', 'what that means'], rows },
    tone: rows.some(([, , kind]) => kind === 'request-scope') ? 'warn' : 'plain',
  }
}
