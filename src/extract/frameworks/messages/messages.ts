import { ts } from 'ts-morph'
import type { MessageFlow, Role } from '../framework.js'
import type { Reader, Reading } from '../reading.js'
import { around, writtenText } from '../survey/expressions.js'
import { findBusCalls, findSagaStreams } from './bus-calls.js'
import { findDecoratedHandlers } from './decorated-handlers.js'
import { callersOf } from './forwarders.js'
import { findKeyedHandlers } from './hand-made/keyed-handlers.js'
import { findSubjectBuses } from './hand-made/subject-buses.js'
import type { MessageSite } from './message-site.js'
import { type NamedMessage, nameMessages } from './name-message.js'
import { findQueueSites } from './queues.js'
import { findRaised } from './raised.js'

/** Messages on buses within the program: where they are published and who waits for them. */
export const messages: Reader = {
  packages: [],
  read: reading => {
    const { survey, draft } = reading
    const flows: Flow[] = []
    const add: AddFlow = flow => {
      flows.push(flow)
      draft.flow(flow)
    }
    for (const { owner, site } of findDecoratedHandlers(survey)) {
      follow(survey, site, add)
      draft.role(survey.declared.idOf(owner), handlerRoles[site.kind], { at: site.at })
    }
    for (const site of findQueueSites(survey)) add(site)
    for (const site of [...findBusCalls(survey), ...findSagaStreams(survey)]) follow(survey, site, add)
    for (const site of [...findKeyedHandlers(survey), ...findSubjectBuses(survey)]) follow(survey, site, add)
    for (const flow of findRaised(survey, flows)) add(flow)
    for (const flow of flows) giveRoles(reading, flow)
  },
}

type Flow = Omit<MessageFlow, 'place'> & { readonly at: ts.Node }
type AddFlow = (flow: Flow) => void

const handlerRoles: Readonly<Record<MessageFlow['kind'], Role>> = {
  event: 'event-handler',
  command: 'command-handler',
  query: 'query-handler',
}

/** A site whose message is a parameter leads on to the callers; without callers it stands for itself. */
function follow(survey: Reading['survey'], site: MessageSite, add: AddFlow): void {
  const seen = new Set<ts.Node>()
  const visit = ({ kind, end, message, at }: MessageSite): void => {
    for (const named of nameMessages(survey, message)) {
      if (named.kind === 'named') {
        add({ message: named.message, symbol: named.symbol, kind, end, at })
        continue
      }
      if (seen.has(named.parameter)) continue
      seen.add(named.parameter)
      const callers = callersOf(survey, named.parameter, { kind, end })
      for (const each of callers) visit(each)
      if (callers.length === 0) addOtherwise(named.otherwise, { kind, end, message, at }, add)
    }
  }
  visit(site)
}

function addOtherwise(named: NamedMessage, { kind, end, at }: MessageSite, add: AddFlow): void {
  if (named.kind === 'named') add({ message: named.message, symbol: named.symbol, kind, end, at })
}

/** A class that travels is a message; one that subscribes by a call handles it. */
function giveRoles({ survey, draft }: Reading, { symbol, end, kind, at }: Flow): void {
  const text = `${end === 'publish' ? 'published' : 'awaited'} by ${writtenText(at)}`
  draft.role(symbol, 'message', { at, text })
  if (end !== 'subscribe' || !ts.isCallExpression(at)) return
  const owner = around(at, ts.isClassLike)
  if (owner !== null) draft.role(survey.declared.idOf(owner), handlerRoles[kind], { at })
}
