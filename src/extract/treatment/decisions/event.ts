import type { Decide, Subject } from '../subject.js'

/** Messages that one side publishes and the other subscribes to. */
export const decideEvent: Decide = subject => {
  const { symbol, uses, frameworks } = subject
  const flow = frameworks.flows.find(each => each.symbol === symbol.id)
  if (flow !== undefined && flow.kind !== 'event') {
    const text = `${symbol.name} is a ${flow.kind}, which is answered`
    return { treatment: 'remote', reason: { text, place: flow.place } }
  }
  const use = uses.find(({ usage }) => usage === 'publish' || usage === 'subscribe')
  const place = flow?.place ?? use?.place
  if (place === undefined || !isMessage(subject)) return null
  return { treatment: 'event', reason: { text: `${symbol.name} is published and subscribed`, place } }
}

/** Data, not the bus itself, nor what all messages have in common. */
function isMessage({ symbol }: Subject): boolean {
  if (symbol.kind === 'function' || symbol.kind === 'interface' || symbol.kind === 'type') return false
  return symbol.crossings.every(({ usage, member }) => usage !== 'call' || member === null)
}
