import { isMarker, secretMarker } from './secret-marker.js'
import { secretNamePattern } from './secret-names.js'

/** What is a secret by its looks, wherever it stands. */
const secretForms = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  // A JSON Web Token: its header is an object, and so begins with `{"`, or with `{` and white space, in Base64.
  /eyJ[\w-]{12,}(?:\.[\w-]*){0,4}/g,
  /(?<![\w-])(?:eyA|ewo|ewA|ew0)[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  // Three parts of Base64url: something signed, if not a JSON Web Token.
  /(?<![\w.-])[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}(?![\w-])/g,
  // Keys of well-known services.
  /\b(?:[sr]k_(?:live|test)_\w{10,}|AKIA[A-Z\d]{16}|gh[opsur]_\w{20,}|xox[abprs]-[\w-]{10,})/g,
]

/** Whether there is something in a text that is a secret by its looks. */
export function looksSecret(text: string): boolean {
  return secretForms.some(form => text.search(form) >= 0)
}

const schemes = /\b(bearer\s+|basic\s+(?=[\w+/=-]{12}))([^\s"',;<>[\]]{6,})/gi

export type RedactText = (text: string) => string

/**
 * Takes out of any text what is a secret by its looks or by a name before it: `password=…`, `"password": "…"`,
 * `<password>…</password>`. Takes time in proportion to the text.
 */
export function deriveTextRedaction(names: readonly string[]): RedactText {
  const name = `(?<![\\w-])[\\w-]{0,40}?(?:${secretNamePattern(names)})[\\w-]{0,40}`
  const assigned = new RegExp(
    `(${name}["']?\\s{0,8}[:=]\\s{0,8})("[^"\\\\]*(?:\\\\.[^"\\\\]*)*"?|'[^'\\n]*'?|[^\\s"'&,;<>{}[\\]]+)`,
    'giu',
  )
  const element = new RegExp(`(<(?:[\\w-]{1,40}:)?${name}(?:\\s[^<>]{0,500})?>)([^<]+)`, 'giu')
  return text => {
    let redacted = text.replace(
      schemes,
      (_all, scheme: string, secret: string) => scheme + secretMarker(secret),
    )
    for (const form of secretForms) redacted = redacted.replace(form, secretMarker)
    redacted = redacted.replace(element, (_all, tag: string, secret: string) => tag + markerOf(secret))
    return redacted.replace(assigned, (_all, lead: string, secret: string) => lead + quotedMarker(secret))
  }
}

function quotedMarker(secret: string): string {
  const quote = /^["']/.exec(secret)?.[0] ?? ''
  return quote + markerOf(secret.replace(/^["']|["']$/g, '')) + quote
}

function markerOf(secret: string): string {
  return isMarker(secret) ? secret : secretMarker(secret)
}
