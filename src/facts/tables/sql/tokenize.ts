/** One word of SQL. `hole` stands for `${…}`, `name` for a quoted identifier. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'hole'
  /** Without quotes; upper case in `upper` for words only. */
  readonly text: string
  readonly upper: string
  /** Offset in the text. */
  readonly start: number
  readonly end: number
}

/** Marks a hole in the text of a template. */
export const hole = '\u0000'

/** What needs more than a look at one character, and the rest. */
const pattern =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(\0)|(\$(\w*)\$[\s\S]*?\$\4\$)|('(?:[^'\\]|''|\\.)*')|("(?:[^"]|"")*"|`[^`]*`|\[[A-Za-z_][\w $.-]*\])|(\d[\w.]*)|([:@$#?][\w]+|\?|::|<=|>=|<>|!=|\|\||\S)/y

/**
 * Splits SQL into tokens; comments are left out, offsets are those of the text. Words, quoted names and the commonest
 * symbols, of which migrations hold millions, are read without the pattern.
 */
export function tokenizeSql(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (isBlank(code)) at++
    else if (isWordStart(code)) at = readWord(text, at, tokens)
    else if (isPlainSymbol(code)) {
      tokens.push(newToken('symbol', text.charAt(at), at, at + 1))
      at++
    } else at = readName(text, at, code, tokens) ?? readByPattern(text, at, tokens)
  }
  return tokens
}

function newToken(kind: SqlToken['kind'], text: string, start: number, end: number): SqlToken {
  return { kind, text, upper: '', start, end }
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** Letters, `_` and all that is not ASCII. */
function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || (code >= 48 && code <= 57) || code === 36
}

/** `(`, `)`, `*`, `+`, `,`, `.`, `;` and `=`: none of them begins anything longer. */
function isPlainSymbol(code: number): boolean {
  return (code >= 40 && code <= 44) || code === 46 || code === 59 || code === 61
}

function readWord(text: string, start: number, tokens: SqlToken[]): number {
  let end = start + 1
  while (end < text.length && isWordPart(text.charCodeAt(end))) end++
  const word = text.slice(start, end)
  tokens.push({ kind: 'word', text: word, upper: word.toUpperCase(), start, end })
  return end
}

/** `"name"` without quotes inside; null for anything else. */
function readName(text: string, start: number, quote: number, tokens: SqlToken[]): number | null {
  if (quote !== 34 && quote !== 96) return null
  const end = text.indexOf(quote === 34 ? '"' : '`', start + 1)
  if (end === -1 || (quote === 34 && text.charCodeAt(end + 1) === 34)) return null
  tokens.push(quoted(text.slice(start, end + 1), start))
  return end + 1
}

function readByPattern(text: string, start: number, tokens: SqlToken[]): number {
  pattern.lastIndex = start
  const match = pattern.exec(text)
  if (match === null) return start + 1
  const [whole, comment, holeMark, dollar, , string, name, number] = match
  const end = start + whole.length
  if (comment !== undefined) return end
  if (name !== undefined) tokens.push(quoted(name, start))
  else if (holeMark !== undefined) tokens.push(newToken('hole', whole, start, end))
  else if (dollar !== undefined || string !== undefined) tokens.push(newToken('string', whole, start, end))
  else tokens.push(newToken(number === undefined ? 'symbol' : 'number', whole, start, end))
  return end
}

/**
 * A quoted identifier; one that consists of a hole is that hole, and an index such as `[1]` never gets here. The blank before
 * the closing quote is what is left of a backslash there.
 */
function quoted(name: string, start: number): SqlToken {
  const text = name.slice(1, -1).trimEnd()
  const end = start + name.length
  return text === hole
    ? newToken('hole', text, start, end)
    : newToken('name', text.replace(/""/g, '"'), start, end)
}
