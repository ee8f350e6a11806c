import type { Row } from '../row.js'
import { bodies } from './bodies.js'
import { connections } from './connections.js'
import { expectations } from './expectations.js'
import { failures } from './failures.js'
import { framing } from './framing.js'
import { headers } from './headers.js'
import { hopByHop } from './hop-by-hop.js'
import { malformedHeads } from './malformed-heads.js'
import { slowClients } from './slow-clients.js'
import { streaming } from './streaming.js'
import { targets } from './targets.js'
import { upgrades } from './upgrades.js'
import { upstreamRubbish } from './upstream-rubbish.js'

export interface Group {
  readonly title: string
  readonly rows: readonly Row[]
}

export const groups: readonly Group[] = [
  { title: 'Headers that end at the proxy', rows: hopByHop },
  { title: 'Headers that pass', rows: headers },
  { title: 'Targets and hosts', rows: targets },
  { title: 'Bodies', rows: bodies },
  { title: 'Interim answers and expectations', rows: expectations },
  { title: 'Streaming', rows: streaming },
  { title: 'Connections', rows: connections },
  { title: 'Slow clients', rows: slowClients },
  { title: 'Other protocols', rows: upgrades },
  { title: 'Failures and retries', rows: failures },
  { title: 'Requests whose end is in doubt', rows: framing },
  { title: 'Malformed heads', rows: malformedHeads },
  { title: 'Malformed answers', rows: upstreamRubbish },
]
