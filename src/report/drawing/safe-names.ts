/**
 * dependency-cruiser writes names into its formats as they are, which breaks on quotes, angle brackets or
 * `constructor`. So it is handed names in which each such character is replaced by one of a private use area, and
 * afterwards those are turned into what the format asks for.
 */
const firstPrivate = 0xe000
const lastPrivate = 0xf8ff
/** Before a name that every JavaScript object already has. */
const guard = '\uf8ff'
/** After a name into which dependency-cruiser is to fold everything below it. */
export const foldMark = '\uf8fe'

const isPlain = /[\p{L}\p{N}_.@:+() ,~=!'[\]-]/u

/** One part of a name, without any character that a format or a path could take for its own. */
export function encodePart(part: string): string {
  const encoded = Array.from(part, character => {
    const code = character.codePointAt(0) ?? 0
    if (code >= firstPrivate && code <= lastPrivate) return '\ufffd'
    return code > 0x7f || isPlain.test(character) ? character : String.fromCharCode(firstPrivate + code)
  }).join('')
  return part in {} ? guard + encoded : encoded
}

/** Turns encoded characters into what a format needs in their place; guards vanish. */
export function decodeNames(text: string, write: (character: string) => string): string {
  return text.replace(/[\ue000-\ue07f\uf8fe\uf8ff]/g, character =>
    character === guard || character === foldMark
      ? ''
      : decodeCharacter(character.charCodeAt(0) - firstPrivate, write),
  )
}

function decodeCharacter(code: number, write: (character: string) => string): string {
  return code < 0x20 || code === 0x7f ? ' ' : write(String.fromCharCode(code))
}
