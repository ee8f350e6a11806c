// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const dangerous = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * Text of unknown origin (paths, symbols, source lines) as one harmless line: control characters, which could
 * steer a terminal, and direction marks, which could reorder what is read, become visible.
 */
export function printable(text: string): string {
  return text.replace(dangerous, character => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}
