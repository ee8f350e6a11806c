import type { ts } from 'ts-morph'
import type { ContractType } from '../contract.js'
import type { NamedTypes } from './type-reading.js'

/** Above this many the types of a border are those of a framework, and nobody reads them. */
const mostTypes = 1_500

/** Names are unique: where two declarations share one, later ones get a number. */
export function createNamedTypes(): NamedTypes {
  const nameOf = new Map<ts.Type, string>()
  const built = new Map<string, ContractType>()
  const taken = new Set<string>()
  return {
    refer: ({ type, name, source }, build) => {
      const known = nameOf.get(type)
      if (known !== undefined) return { kind: 'reference', $ref: known }
      if (taken.size >= mostTypes) return { kind: 'refused', why: 'too-deep', type: name }
      const unique = findFreeName(cleanName(name), taken)
      nameOf.set(type, unique)
      taken.add(unique)
      built.set(unique, { schema: build(unique), source })
      return { kind: 'reference', $ref: unique }
    },
    all: () => Object.fromEntries([...built].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  }
}

/** `Page<User>` becomes `Page_User`: names of components, messages and functions are made of letters. */
function cleanName(name: string): string {
  const clean = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')
  return clean === '' ? 'Anonymous' : clean.slice(0, 80)
}

function findFreeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count += 1) free = `${name}${count}`
  return free
}
