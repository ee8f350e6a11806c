/** The part of a page between the markers of this name, markers included; empty where it has none. */
export function sectionOf(page: string, name: string): string {
  const [first, last] = markers(name)
  const [start, end] = [page.indexOf(first), page.indexOf(last)]
  return start === -1 || end < start ? '' : page.slice(start, end + last.length)
}

/** The same without its markers. */
export function textOf(page: string, name: string): string {
  const [first, last] = markers(name)
  return sectionOf(page, name).slice(first.length, -last.length).trim()
}

/** The page with this text between the markers of this name; they are put at its end where it has none. */
export function withSection(page: string, name: string, text: string): string {
  const section = markers(name).join(`\n\n${text.trim()}\n\n`)
  const old = sectionOf(page, name)
  // A function, because text may hold `$`.
  return old === '' ? `${page.trimEnd()}\n\n${section}\n`.trimStart() : page.replace(old, () => section)
}

function markers(name: string): readonly [string, string] {
  return [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
}
