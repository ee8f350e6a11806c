/** What an operation for many would be called: `findByIds` for `findById`, `getUsers` for `getUser`. */
export function deriveBatchName(name: string): string {
  const one = /^(.*?)(?:One|Unique)(By.*)?$/.exec(name)
  if (one !== null && one[1] !== '') return `${one[1]}Many${one[2] ?? ''}`
  const by = /^(.+By)([A-Z]\w*)$/.exec(name)
  if (by !== null) return `${by[1]}${pluralize(by[2] ?? '')}`
  const noun = /^([a-z]+)([A-Z]\w*)$/.exec(name)
  if (noun === null || isPlural(noun[2] ?? '')) return `${name}Many`
  return `${noun[1]}${pluralize(noun[2] ?? '')}`
}

function isPlural(noun: string): boolean {
  return /[^s]s$/.test(noun) && !/(?:us|is)$/.test(noun)
}

function pluralize(noun: string): string {
  if (isPlural(noun)) return `${noun}Many`
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`
}
