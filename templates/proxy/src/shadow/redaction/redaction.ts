import type { Difference } from '../comparing/difference.js'
import { omission } from '../comparing/json-place.js'
import { redactHeader } from './redact-header.js'
import { redactJson, secretMarkerOf } from './redact-json.js'
import { deriveTextRedaction, type RedactText } from './redact-text.js'
import { redactUrl } from './redact-url.js'
import { deriveSecretNames, type IsSecretName } from './secret-names.js'

/** A difference as it may be stored and shown. */
export interface RedactedDifference {
  readonly path: string
  readonly pattern: string
  readonly kind: Difference['kind']
  /** JSON text, or the header's or body's own; cut. Null where there is none. */
  readonly primary: string | null
  readonly candidate: string | null
  readonly noise: boolean
}

/** Takes secrets out of what is to be kept. Values become markers that are equal where the values are. */
export interface Redaction {
  readonly isSecretName: IsSecretName
  readonly text: RedactText
  readonly url: (url: string) => string
  /** Names and values in turns. */
  readonly headers: (rawHeaders: readonly string[]) => string[]
  readonly difference: (difference: Difference) => RedactedDifference
}

const shownCharacters = 200
const derived = new WeakMap<readonly string[], Redaction>()

/** The built-in list and these names: of headers, cookies, query parameters and JSON keys. */
export function deriveRedaction(names: readonly string[]): Redaction {
  const known = derived.get(names)
  if (known !== undefined) return known
  const isSecretName = deriveSecretNames(names)
  const text = deriveTextRedaction(names)
  const redaction: Redaction = {
    isSecretName,
    text,
    url: url => redactUrl(url, isSecretName, text),
    headers: rawHeaders =>
      rawHeaders.map((part, at) =>
        at % 2 === 0 ? part : redactHeader(rawHeaders[at - 1] ?? '', part, isSecretName, text),
      ),
    difference: difference => redactDifference(difference, isSecretName, text),
  }
  derived.set(names, redaction)
  return redaction
}

function redactDifference(
  difference: Difference,
  isSecretName: IsSecretName,
  redactText: RedactText,
): RedactedDifference {
  const shown = (value: Difference['primary']): string | null => {
    if (value === undefined) return null
    const { path } = difference
    if (path.startsWith('/')) {
      return isSecretPath(path, isSecretName)
        ? secretMarkerOf(value)
        : redactJson(value, shownCharacters, isSecretName, redactText)
    }
    const plain = String(value)
    const redacted = path.startsWith('header:')
      ? redactHeader(path.slice('header:'.length), plain, isSecretName, redactText)
      : redactText(plain)
    return redacted.slice(0, shownCharacters)
  }
  return {
    path: redactPath(difference.path, redactText),
    pattern: redactPath(difference.pattern, redactText),
    kind: difference.kind,
    primary: shown(difference.primary),
    candidate: shown(difference.candidate),
    noise: difference.noise,
  }
}

/** Of a path that was cut nobody knows what the rest was called. */
function isSecretPath(path: string, isSecretName: IsSecretName): boolean {
  return path.includes(omission) || path.split('/').some(segment => segment !== '' && isSecretName(segment))
}

/** Keys are data where objects serve as tables: addresses of people and tokens among them are not kept. */
function redactPath(path: string, redactText: RedactText): string {
  if (!path.startsWith('/')) return path
  return path
    .split('/')
    .map(segment => (segment.includes('@') || redactText(segment) !== segment ? '*' : segment))
    .join('/')
}
