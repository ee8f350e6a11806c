/** All values of a header, in their order. The name in lower case. */
export function headerValues(rawHeaders: readonly string[], name: string): readonly string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push((rawHeaders[at + 1] ?? '').trim())
  }
  return values
}

/**
 * A header as it is compared: its values in one text, cookies sorted as their order means nothing; undefined
 * if there is none.
 */
export function headerText(rawHeaders: readonly string[], name: string): string | undefined {
  const values = headerValues(rawHeaders, name)
  if (values.length === 0) return undefined
  return name === 'set-cookie' ? [...values].sort().join('\n') : values.join(', ')
}

export interface ContentType {
  /** `text/html`, lower case; empty when the answer does not say. */
  readonly media: string
  /** Lower case; null when the answer does not say. */
  readonly charset: string | null
  /** In a form that is the same for all ways to write the same. */
  readonly text: string | undefined
}

export function contentTypeOf(rawHeaders: readonly string[]): ContentType {
  const value = headerValues(rawHeaders, 'content-type')[0]
  if (value === undefined) return { media: '', charset: null, text: undefined }
  const [media = '', ...parameters] = value.split(';').map(part => part.trim())
  const pairs = parameters.filter(part => part !== '').map(normalParameter)
  const charset = pairs.find(pair => pair.startsWith('charset='))?.slice('charset='.length) ?? null
  const type = media.toLowerCase()
  // JSON is UTF-8 whether it says so or not (RFC 8259, section 8.1).
  const told =
    isJson(type) && charset === 'utf-8' ? pairs.filter(pair => !pair.startsWith('charset=')) : pairs
  return { media: type, charset, text: [type, ...told.sort()].join('; ') }
}

/** `application/json` and everything that is built on it, such as `application/problem+json`. */
export function isJson(media: string): boolean {
  return media === 'application/json' || media === 'text/json' || media.endsWith('+json')
}

function normalParameter(parameter: string): string {
  const [name = '', value = ''] = parameter.split(/=(.*)/s)
  const key = name.trim().toLowerCase()
  const plain = value.trim().replace(/^"(.*)"$/s, '$1')
  if (key !== 'charset') return `${key}=${plain}`
  const charset = plain.toLowerCase()
  return `charset=${charset === 'utf8' ? 'utf-8' : charset}`
}
