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

const pattern =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(\0)|(\$(\w*)\$[\s\S]*?\$\4\$)|('(?:[^'\\]|''|\\.)*')|("(?:[^"]|"")*"|`[^`]*`|\[[A-Za-z_][\w $.-]*\])|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(\d[\w.]*)|([:@$#?][\w]+|\?|::|<=|>=|<>|!=|\|\||\S)/g

/** Splits SQL into tokens; comments are left out, offsets are those of the text. */
export function tokenizeSql(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  for (const match of text.matchAll(pattern)) {
    const [whole, comment, holeMark, dollar, , string, name, word, number] = match
    if (comment !== undefined) continue
    const start = match.index
    const place = { start, end: start + whole.length }
    if (holeMark !== undefined) tokens.push({ kind: 'hole', text: whole, upper: '', ...place })
    else if (dollar !== undefined || string !== undefined) {
      tokens.push({ kind: 'string', text: whole, upper: '', ...place })
    } else if (name !== undefined) tokens.push({ ...quoted(name), upper: '', ...place })
    else if (word !== undefined)
      tokens.push({ kind: 'word', text: word, upper: word.toUpperCase(), ...place })
    else tokens.push({ kind: number === undefined ? 'symbol' : 'number', text: whole, upper: '', ...place })
  }
  return tokens
}

/** A quoted identifier; one that consists of a hole is that hole, and an index such as `[1]` never gets here. */
function quoted(name: string): Pick<SqlToken, 'kind' | 'text'> {
  const text = name.slice(1, -1)
  return text === hole ? { kind: 'hole', text } : { kind: 'name', text: text.replace(/""/g, '"') }
}
