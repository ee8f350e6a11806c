import { canonicalText } from '../comparing/canonical-text.js'
import { isArray, isObject, type JsonValue, scalarText } from '../comparing/json-value.js'
import type { RedactText } from './redact-text.js'
import { secretMarker } from './secret-marker.js'
import type { IsSecretName } from './secret-names.js'

interface OpenContainer {
  readonly members: Iterator<readonly [key: string | null, value: JsonValue]>
  readonly close: string
  first: boolean
}

/** So much of a string is searched for secrets; more is never shown. */
const searched = 4096

/** JSON text of a value without secrets at any depth, cut at about so many characters. */
export function redactJson(
  value: JsonValue,
  limit: number,
  isSecretName: IsSecretName,
  redactText: RedactText,
): string {
  let text = ''
  const open: OpenContainer[] = []
  begin(null, value)
  for (
    let container = open.at(-1);
    container !== undefined && text.length <= limit;
    container = open.at(-1)
  ) {
    const next = container.members.next()
    if (next.done) {
      text += container.close
      open.pop()
      continue
    }
    if (!container.first) text += ','
    container.first = false
    begin(...next.value)
  }
  return text.length > limit ? `${text.slice(0, limit)}…` : text

  function begin(key: string | null, member: JsonValue): void {
    if (key !== null) text += `${JSON.stringify(redactText(key.slice(0, searched)))}:`
    if (key !== null && isSecretName(key)) text += JSON.stringify(secretMarkerOf(member))
    else if (isArray(member)) {
      text += '['
      open.push({ members: unnamed(member), close: ']', first: true })
    } else if (isObject(member)) {
      text += '{'
      open.push({ members: member[Symbol.iterator](), close: '}', first: true })
    } else if (typeof member === 'string') text += JSON.stringify(redactText(member.slice(0, searched)))
    else text += scalarText(member)
  }
}

/** The same for values that are equal in structure. */
export function secretMarkerOf(value: JsonValue): string {
  return secretMarker(typeof value === 'string' ? value : canonicalText(value, []))
}

function* unnamed(values: readonly JsonValue[]): Generator<readonly [null, JsonValue]> {
  for (const value of values) yield [null, value]
}
