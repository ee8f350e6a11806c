import type { Call, Run } from '../run.js'
import { textsOf } from '../texts.js'
import { choiceOf, itemsOf, type MapValue, unknown, type Value } from '../value.js'

/** `new Map([['a', 1]])`, of a list of pairs; unknown of anything else. */
export function createMap(from: Value | undefined): Value {
  const items = from === undefined ? [] : itemsOf(from)
  if (items === null) return unknown
  const pairs = items.map((pair): readonly [Value, Value] => {
    const [key = unknown, value = unknown] = itemsOf(pair) ?? []
    return [key, value]
  })
  return { kind: 'map', pairs }
}

/** Methods of maps. */
export function callOnMap(of: MapValue, name: string, call: Call, run: Run): Value | null {
  const [first = unknown, second = unknown] = call.args
  switch (name) {
    case 'get':
      return valueAt(of, first)
    case 'set':
      of.pairs.push([first, second])
      return of
    case 'forEach':
      for (const [key, value] of of.pairs) run.call(first, { ...call, args: [value, key], made: false })
      return unknown
    case 'keys':
      return { kind: 'list', items: of.pairs.map(([key]) => key) }
    case 'values':
      return { kind: 'list', items: of.pairs.map(([, value]) => value) }
    case 'entries':
      return of
    default:
      return null
  }
}

/** The value of a key; any of them where the key is not known. */
function valueAt({ pairs }: MapValue, wanted: Value): Value {
  const [text] = textsOf(wanted).texts
  if (text === undefined) return choiceOf([...pairs.map(([, value]) => value), unknown])
  return pairs.findLast(([key]) => textsOf(key).texts.includes(text))?.[1] ?? unknown
}
