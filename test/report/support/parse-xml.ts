export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

const decode = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (names[name] ?? '') : String.fromCodePoint(Number(code)),
  )

/** Parses the XML that reports write; throws where it is not well-formed. */
export function parseXml(source: string): XmlElement {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(source)) throw new Error('Forbidden character')
  const token = /<\?[^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' }
  const open = [root]
  while (token.lastIndex < source.length) {
    const start = token.lastIndex
    const match = token.exec(source)
    if (!match) throw new Error(`Not well-formed at ${source.slice(start, start + 40)}`)
    const [, closed, opened, attributes = '', empty, text] = match
    const current = open.at(-1) ?? root
    if (text !== undefined) {
      if (/&(?!#\d+;|amp;|lt;|gt;|quot;)/.test(text)) throw new Error(`Bare ampersand in ${text}`)
      current.text += decode(text)
    }
    if (opened !== undefined) {
      const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decode(value),
      ])
      const element = { name: opened, attributes: Object.fromEntries(pairs), children: [], text: '' }
      current.children.push(element)
      if (empty === '') open.push(element)
    }
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`)
  }
  if (open.length !== 1 || !root.children[0]) throw new Error('Something is left open')
  return root.children[0]
}
