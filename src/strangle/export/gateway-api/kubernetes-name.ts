/** Longest name of a Service. */
const longest = 63

/** A name as Services must have one (RFC 1035): lower-case letters, digits and `-`, a letter first. */
export function kubernetesName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '')
  return name === '' ? 'x' : name
}

/** Names that have not been given before. */
export function createNames(): (wanted: string) => string {
  const given = new Set<string>()
  return wanted => {
    const base = kubernetesName(wanted)
    let name = base
    for (let number = 2; given.has(name); number++) {
      name = `${base.slice(0, longest - 1 - String(number).length)}-${number}`
    }
    given.add(name)
    return name
  }
}
