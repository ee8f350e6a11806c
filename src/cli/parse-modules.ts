import { refuse } from '../kernel/problem.js'
import { suggest } from './outputs.js'

interface Found {
  readonly name: string
}

/** `--module FOUND[=NAME]` as found name → name to bear. Throws a UserError for what was not found or comes twice. */
export function parseModules(
  texts: readonly string[],
  found: readonly Found[],
): Readonly<Record<string, string>> {
  const known = found.map(({ name }) => name)
  const chosen = new Map<string, string>()
  for (const text of texts) {
    const at = text.indexOf('=')
    const name = at < 0 ? text : text.slice(0, at)
    const renamed = at < 0 ? text : text.slice(at + 1)
    if (!known.includes(name)) refuse('module-unknown', `No module ${name} was found.`, suggest(name, known))
    if (!/^[^\s=/*{}]+(\/[^\s=/*{}]+)*$/.test(renamed)) {
      refuse(
        'usage',
        `"${renamed}" is no name for a module.`,
        'Write --module found=name, without spaces or wildcards.',
      )
    }
    const same = [...chosen].find(([other, taken]) => other === name || taken === renamed)
    if (same)
      refuse(
        'usage',
        `--module ${text} clashes with ${same[0]}=${same[1]}.`,
        'Give each module once, each its own name.',
      )
    chosen.set(name, renamed)
  }
  return Object.fromEntries(chosen)
}
