import type { Call, Run } from '../run.js'
import { textsOf } from '../texts.js'
import { choiceOf, itemsOf, type ListValue, textValue, unknown, type Value } from '../value.js'

/** Methods of arrays and sets; conditions are taken to hold. */
export function callOnList(list: ListValue, name: string, call: Call, run: Run): Value | null {
  const { items } = list
  const [first = unknown] = call.args
  const each = (item: Value, value: number) =>
    run.call(first, { ...call, args: [item, { kind: 'constant', value }], made: false })
  switch (name) {
    case 'forEach':
      items.forEach(each)
      return unknown
    case 'map':
      return { kind: 'list', items: items.map(each) }
    case 'flatMap':
      return { kind: 'list', items: items.map(each).flatMap(opened) }
    case 'flat':
      return { kind: 'list', items: items.flatMap(opened) }
    case 'push':
    case 'unshift':
    case 'add':
      // A list that holds itself would have no end.
      items.push(...call.args.filter(arg => !holds(arg, list)))
      return unknown
    case 'concat':
      return { kind: 'list', items: [...items, ...call.args.flatMap(opened)] }
    case 'filter':
    case 'slice':
    case 'sort':
    case 'reverse':
    case 'toSorted':
    case 'values':
      return { kind: 'list', items }
    case 'find':
    case 'at':
      return choiceOf(items.length === 0 ? [unknown] : items)
    case 'join':
      return joinList(items, textsOf(first).texts[0] ?? ',')
    case 'entries':
      return { kind: 'list', items: items.map(item => ({ kind: 'list', items: [unknown, item] })) }
    case 'reduce':
      return items.reduce(
        (sum, item) => run.call(first, { ...call, args: [sum, item], made: false }),
        call.args[1] ?? unknown,
      )
    default:
      return null
  }
}

function holds(value: Value, list: ListValue): boolean {
  if (value === list) return true
  if (value.kind === 'choice') return value.options.some(option => holds(option, list))
  return value.kind === 'list' && value.items.some(item => holds(item, list))
}

const opened = (value: Value): readonly Value[] => itemsOf(value) ?? [value]

function joinList(items: readonly Value[], separator: string): Value {
  const texts = items.map(item => textsOf(item))
  const plain = texts.every(({ texts: found, complete }) => complete && found.length === 1)
  return plain ? textValue(texts.map(({ texts: [text] }) => text).join(separator)) : unknown
}
