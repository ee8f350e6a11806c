import { isArray, isObject, type JsonArray, type JsonValue, scalarText } from './json-value.js'
import { isIgnored, isUnordered, type Rules, rulesBelow, rulesOfElements } from './path-rules.js'

interface OpenContainer {
  readonly members: Iterator<readonly [key: string, value: JsonValue]>
  readonly rules: Rules
  readonly isArray: boolean
  readonly close: string
}

/**
 * One text for all values that the rules call the same, tolerances apart: keys sorted, ignored places left
 * out, elements sorted where order means nothing. Only nested unordered arrays recurse, as deep as the
 * settings name them.
 */
export function canonicalText(value: JsonValue, rules: Rules): string {
  const parts: string[] = []
  const open: OpenContainer[] = []
  begin(value, rules, parts, open)
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    const next = container.members.next()
    if (next.done) {
      parts.push(container.close)
      open.pop()
      continue
    }
    const [key, member] = next.value
    const below = rulesBelow(container.rules, key)
    if (isIgnored(below)) {
      if (container.isArray) parts.push(',~')
      continue
    }
    parts.push(container.isArray ? ',' : `,${JSON.stringify(key)}:`)
    begin(member, below, parts, open)
  }
  return parts.join('')
}

function begin(value: JsonValue, rules: Rules, parts: string[], open: OpenContainer[]): void {
  if (isArray(value)) {
    if (isUnordered(rules)) parts.push('<', sortedElements(value, rules), '>')
    else {
      parts.push('[')
      open.push({ members: indexed(value), rules, isArray: true, close: ']' })
    }
  } else if (isObject(value)) {
    parts.push('{')
    const members = [...value].sort(([one], [other]) => (one < other ? -1 : 1))
    open.push({ members: members[Symbol.iterator](), rules, isArray: false, close: '}' })
  } else parts.push(scalarText(value))
}

function sortedElements(elements: JsonArray, rules: Rules): string {
  const below = rulesOfElements(rules)
  return elements
    .map(element => `,${canonicalText(element, below)}`)
    .sort()
    .join('')
}

function* indexed(elements: JsonArray): Generator<readonly [string, JsonValue]> {
  for (let at = 0; at < elements.length; at += 1) yield [String(at), elements[at] as JsonValue]
}
