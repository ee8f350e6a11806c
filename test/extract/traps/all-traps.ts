import { afterwards } from './afterwards.js'
import { callbacks } from './callbacks.js'
import { containers } from './containers.js'
import { data } from './data.js'
import { dispatch } from './dispatch.js'
import { errors } from './errors.js'
import { identities } from './identity.js'
import { inheritance } from './inheritance.js'
import { lossyTypes } from './lossy-types.js'
import { moduleState } from './module-state.js'
import { mutations } from './mutation.js'
import { orders } from './order.js'
import { repeated } from './repeated.js'
import { requests } from './requests.js'
import { time } from './time.js'
import { transactions } from './transactions.js'
import type { Trap } from './trap.js'

/** By theme. */
export const traps: Readonly<Record<string, readonly Trap[]>> = {
  'lossy types': lossyTypes,
  'changed arguments': mutations,
  identity: identities,
  'what counts on an answer at once': orders,
  errors,
  'repeated calls': repeated,
  transactions,
  'state of a module and of the process': moduleState,
  'callbacks, events and streams': callbacks,
  'one request': requests,
  'inheritance and decorators': inheritance,
  containers,
  'dynamic dispatch': dispatch,
  data,
  time,
  'once more, written afterwards': afterwards,
}
