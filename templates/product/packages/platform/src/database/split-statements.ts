/** A statement of a script and the line of its first word, from 1. */
export interface Statement {
  readonly text: string
  readonly line: number
}

const token =
  /--[^\n]*|\/\*|'(?:[^']|'')*'|\b[eE]'(?:\\[\s\S]|[^'\\]|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$|[A-Za-z_][\w$]*|[0-9][\w.]*|\s+|[\s\S]/y

/** Cuts at semicolons, but not inside of quotes, dollar quotes, comments, parentheses and `begin atomic … end`. */
export function splitStatements(script: string): readonly Statement[] {
  const statements: Statement[] = []
  let start: number | null = null
  let end = 0
  let parentheses = 0
  let blocks = 0
  let previousWord = ''

  const finish = () => {
    if (start !== null)
      statements.push({ text: script.slice(start, end), line: script.slice(0, start).split('\n').length })
    start = null
    parentheses = 0
    blocks = 0
    previousWord = ''
  }

  for (let at = 0; at < script.length; ) {
    token.lastIndex = at
    const match = token.exec(script)
    const text = match?.[0] ?? script[at] ?? ''
    let next = at + text.length
    if (text === '/*') next = endOfComment(script, next)
    else if (/^\$\w*\$$/.test(text)) next = endOf(script, text, next)
    const isBlank = /^\s|^--|^\/\*/.test(text)

    if (text === ';' && parentheses === 0 && blocks === 0) finish()
    else if (!isBlank) {
      start ??= at
      end = next
      if (text === '(') parentheses++
      if (text === ')') parentheses--
      const word = text.toLowerCase()
      if (word === 'atomic' && previousWord === 'begin') blocks++
      if (word === 'case' && blocks > 0) blocks++
      if (word === 'end' && blocks > 0) blocks--
      previousWord = word
    }
    at = next
  }
  finish()
  return statements
}

function endOfComment(script: string, from: number): number {
  let depth = 1
  const border = /\/\*|\*\//g
  border.lastIndex = from
  for (let match = border.exec(script); match; match = border.exec(script)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return border.lastIndex
  }
  return script.length
}

function endOf(script: string, quote: string, from: number): number {
  const at = script.indexOf(quote, from)
  return at === -1 ? script.length : at + quote.length
}
