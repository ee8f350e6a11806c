import type { RedactText } from './redact-text.js'
import { secretMarker } from './secret-marker.js'
import type { IsSecretName } from './secret-names.js'

/** Of cookies every value is a secret, whatever its name; names and attributes are kept. */
export function redactHeader(
  name: string,
  value: string,
  isSecretName: IsSecretName,
  redactText: RedactText,
): string {
  const key = name.toLowerCase()
  if (key === 'cookie') return value.split(';').map(redactCookie).join('; ')
  if (key === 'set-cookie') return value.split('\n').map(redactSetCookie).join('\n')
  return isSecretName(key) ? secretMarker(value) : redactText(value)
}

function redactSetCookie(line: string): string {
  const [cookie = '', ...attributes] = line.split(';')
  return [redactCookie(cookie), ...attributes.map(part => part.trim())].join('; ')
}

function redactCookie(cookie: string): string {
  const equals = cookie.indexOf('=')
  if (equals < 0) return secretMarker(cookie.trim())
  return `${cookie.slice(0, equals).trim()}=${secretMarker(cookie.slice(equals + 1).trim())}`
}
