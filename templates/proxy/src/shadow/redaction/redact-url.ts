import type { RedactText } from './redact-text.js'
import { secretMarker } from './secret-marker.js'
import type { IsSecretName } from './secret-names.js'

/**
 * Path and query without secrets: values of parameters by name, what looks like one, and what follows a
 * path's `/token/`.
 */
export function redactUrl(url: string, isSecretName: IsSecretName, redactText: RedactText): string {
  const [path = '', query] = url.split(/\?(.*)/s)
  let after = ''
  const segments = path.split('/').map(segment => {
    const secret = segment !== '' && isSecretName(decoded(after))
    after = segment
    return secret ? secretMarker(segment) : redactPart(segment, redactText)
  })
  if (query === undefined) return segments.join('/')
  const parameters = query.split('&').map(parameter => {
    const equals = parameter.indexOf('=')
    if (equals < 0) return redactPart(parameter, redactText)
    const name = parameter.slice(0, equals)
    const value = parameter.slice(equals + 1)
    const secret = isSecretName(decoded(name))
    return `${redactPart(name, redactText)}=${secret ? secretMarker(value) : redactPart(value, redactText)}`
  })
  return `${segments.join('/')}?${parameters.join('&')}`
}

/** As it was sent, unless there is a secret in it. */
function redactPart(part: string, redactText: RedactText): string {
  const plain = decoded(part)
  const redacted = redactText(plain)
  return redacted === plain ? part : redacted
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}
