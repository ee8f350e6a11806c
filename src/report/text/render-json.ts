/**
 * JSON with one property of the top level a line, and one element a line where that is a list: small enough
 * for large graphs, and still readable in a diff.
 */
export function renderJson(value: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  const lines = entries.map(([key, part]) => `  ${JSON.stringify(key)}: ${renderPart(part)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

function renderPart(part: unknown): string {
  if (!Array.isArray(part) || part.length === 0) return JSON.stringify(part)
  return `[\n${part.map(element => `    ${JSON.stringify(element)}`).join(',\n')}\n  ]`
}
