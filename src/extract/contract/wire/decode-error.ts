import { type ClassRegistry, languageErrors } from './class-registry.js'
import { type Decoding, decodeInto } from './decoding.js'
import { setProperty } from './encoding.js'
import type { Json, TaggedError } from './tagged.js'

/**
 * An error of the nearest class that is known here. It is made by the language, so that it has a stack of this side and
 * counts as an error everywhere; the constructor of its class does not run.
 */
export function decodeError(json: TaggedError, decoding: Decoding): Error {
  const names = [json.class, ...json.bases]
  const error = names.includes('DOMException')
    ? createDomException(json)
    : createError(names, json, decoding.registry)
  if (typeof json.stack === 'string') setProperty(error, 'stack', json.stack, false)
  decodeInto(error, entriesOf(json.fields), decoding)
  decoding.within(error, () => {
    for (const [key, value] of entriesOf(json.hidden))
      if (key !== 'name' || !(error instanceof DOMException))
        setProperty(error, key, decoding.decode(value), false)
  })
  return error
}

function createError(
  names: readonly string[],
  { message, class: name }: TaggedError,
  registry: ClassRegistry,
): Error {
  const error = new Error(message)
  for (const each of names) {
    const known =
      registry.named(each)?.class ?? (Object.hasOwn(languageErrors, each) ? languageErrors[each] : undefined)
    if (known === undefined) continue
    Object.setPrototypeOf(error, known.prototype)
    // Nobody here knows the class, but whoever reads a log wants its name.
    if (each !== name && error.name === each) setProperty(error, 'name', name, false)
    return error
  }
  return error
}

function createDomException({ message, hidden }: TaggedError): Error {
  const name = entriesOf(hidden).find(([key]) => key === 'name')?.[1]
  return new DOMException(message, typeof name === 'string' ? name : 'Error')
}

function entriesOf(json: Json): readonly (readonly [string, Json])[] {
  return Object.entries((json ?? {}) as { readonly [key: string]: Json })
}
