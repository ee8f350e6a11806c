import type { ts } from 'ts-morph'
import { textOf } from '../asynchrony/spread.js'
import { comparePlaces } from '../asynchrony/order.js'
import type { CallGraph } from '../calls/index.js'
import type { Border } from '../calls/operation-uses.js'
import type { Registration } from './find-registrations.js'
import type { Inversion, InversionKind, Remedy } from './inversions.js'
import { isAnswerUsed } from './is-answer-used.js'
import { callsOfKept, keeperOf } from './kept-callbacks.js'

/** How code that was handed over the border is called back there. */
export function describeRegistration(registration: Registration, { calls }: Border): Inversion {
  const { program } = calls
  const { symbol, through, argument, call } = registration
  const { kept, called } = findCalls(registration, calls)
  const kind = kindOf(registration, kept)
  const answerUsed = called.some(isAnswerUsed)
  return {
    kind,
    calledBy: symbol.direction === 'inbound' ? 'module' : 'others',
    through,
    registered: textOf(argument),
    place: program.placeOf(call),
    test: program.fileOf(call)?.test ?? false,
    calledBack: called.map(each => program.placeOf(each)).toSorted(comparePlaces),
    answerUsed,
    remedy: remedyOf({ kind, kept, answerUsed }),
  }
}

interface Calls {
  readonly kept: boolean
  readonly called: readonly ts.Node[]
}

function findCalls({ parameters }: Registration, calls: CallGraph): Calls {
  const keepers = parameters.flatMap(each => keeperOf(each, calls) ?? [])
  const called = [...parameters, ...keepers].flatMap(each => callsOfKept(each, calls))
  return { kept: keepers.length > 0, called: [...new Set(called)] }
}

function kindOf({ symbol, through, registered }: Registration, kept: boolean): InversionKind {
  const verb = through.split('.').at(-1) ?? ''
  if (registered === 'object') return /^(?:accept|visit|walk)/.test(verb) ? 'visitor' : 'strategy'
  if (/^use$|[mM]iddleware/.test(verb)) return 'middleware'
  const subscribes = symbol.crossings.some(({ usage }) => usage === 'subscribe')
  if (subscribes || /^(?:subscribe|addListener|addEventListener|once?)$/.test(verb)) return 'subscribe'
  return kept ? 'callback-list' : 'callback'
}

interface Handling {
  readonly kind: InversionKind
  readonly kept: boolean
  readonly answerUsed: boolean
}

/** What runs within the call is bound to what is around it; what is kept can be told later, or asked over the network. */
function remedyOf({ kind, kept, answerUsed }: Handling): Remedy {
  if (kind === 'middleware') return 'move'
  if (kind === 'subscribe') return 'event'
  if (!kept) return kind === 'strategy' ? 'move' : 'refuse'
  return answerUsed ? 'webhook' : 'event'
}
