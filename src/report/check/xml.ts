const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** What XML 1.0 has no way to write: control characters, and halves of surrogate pairs. */
const forbidden = /[^\t\n\r\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Text for XML 1.0, in an attribute or between tags; characters that it cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"\n\t]/g, character => entities[character] ?? '')
}

/** Text between tags, with its line breaks as they are. */
export function escapeXmlBody(text: string): string {
  return text.split('\n').map(escapeXml).join('\n')
}
