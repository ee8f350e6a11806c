import { textsOf } from '../../interpret/texts.js'
import { unknown, type Value } from '../../interpret/value.js'
import type { Router } from '../../router.js'

/** Whether `setGlobalPrefix(…, { exclude })` leaves a path without the prefix. */
export function isExcluded(app: Router, path: string, methods: readonly string[] | null): boolean {
  const options = app.settings.get('prefix-options')
  const exclude = options?.kind === 'record' ? options.entries.get('exclude') : undefined
  if (exclude?.kind !== 'list') return false
  return exclude.items.some(item => matches(item, path, methods))
}

function matches(item: Value, path: string, methods: readonly string[] | null): boolean {
  if (item.kind !== 'record') return textsOf(item).texts.some(text => patternOf(text).test(path))
  const method = item.entries.get('method')
  const name = method?.kind === 'external' ? method.path.at(-1) : undefined
  const sameMethod = name === undefined || name === 'ALL' || (methods ?? []).includes(name)
  return (
    sameMethod && textsOf(item.entries.get('path') ?? unknown).texts.some(text => patternOf(text).test(path))
  )
}

function patternOf(text: string): RegExp {
  const plain = `/${text.replace(/^\/+|\/+$/g, '')}`
  const source = plain
    .replace(/[.+^$|[\]\\]/g, '\\$&')
    .replace(/\{?\/?\*\w*\}?|\(\.\*\)/g, '.*')
    .replace(/:\w+(?:\([^)]*\))?/g, '[^/]+')
    .replace(/[{}()?]/g, '')
  return new RegExp(`^${source}/?$`)
}
