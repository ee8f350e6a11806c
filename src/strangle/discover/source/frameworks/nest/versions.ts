import { textsOf } from '../../interpret/texts.js'
import { isConstant, optionsOf, unknown, type Value } from '../../interpret/value.js'
import type { Router } from '../../router.js'

/** How an app puts versions into paths; null where it does not. */
export interface Versioning {
  readonly prefix: string
  readonly byDefault: Value
}

/** `VersioningType.URI`, which is what counts when nothing is said. */
const byUri = new Set(['VersioningType.URI', ''])

export function versioningOf({ settings }: Router): Versioning | null {
  const options = settings.get('versioning')
  if (options === undefined) return null
  if (options.kind !== 'record') return { prefix: 'v', byDefault: unknown }
  const type = options.entries.get('type')
  const name =
    type?.kind === 'external' ? type.path.join('.') : type?.kind === 'constant' ? String(type.value) : ''
  if (!byUri.has(name) && name !== '0') return null
  const prefix = options.entries.get('prefix')
  const off = isConstant(prefix, false)
  const text = prefix === undefined ? 'v' : (textsOf(prefix).texts[0] ?? 'v')
  return { prefix: off ? '' : text, byDefault: options.entries.get('defaultVersion') ?? unknown }
}

/** The parts of a path that versions make, each with its slash; `''` for none and for the neutral version. */
export function versionParts(versioning: Versioning | null, given: Value | undefined): readonly string[] {
  if (versioning === null) return ['']
  const value = given ?? versioning.byDefault
  const versions = optionsOf(value).flatMap(option => (option.kind === 'list' ? option.items : [option]))
  const parts = versions.flatMap(version => {
    if (version.kind === 'external') return ['']
    return textsOf(version).texts.map(text => `/${versioning.prefix}${text}`)
  })
  return parts.length === 0 ? [''] : [...new Set(parts)]
}
