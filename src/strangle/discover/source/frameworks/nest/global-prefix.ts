import { textsOf } from '../../interpret/texts.js'
import { itemsOf, unknown, type Value } from '../../interpret/value.js'
import { type PathToken, tokenizePath } from '../../paths/tokenize-path.js'
import type { Router } from '../../router.js'

/** Whether `setGlobalPrefix(…, { exclude })` leaves a path without the prefix. */
export function isExcluded(app: Router, path: string, methods: readonly string[] | null): boolean {
  return (excluded(app) ?? []).some(item => matches(item, path, methods))
}

/** Whether all that is left without the prefix could be read. */
export function knowsExcluded(app: Router): boolean {
  return excluded(app)?.every(item => textsOf(pathOf(item)).complete) ?? false
}

/** Null where it could not be read. */
function excluded(app: Router): readonly Value[] | null {
  const options = app.settings.get('prefix-options')
  const exclude = options?.kind === 'record' ? options.entries.get('exclude') : undefined
  return exclude === undefined ? [] : itemsOf(exclude)
}

const pathOf = (item: Value) => (item.kind === 'record' ? (item.entries.get('path') ?? unknown) : item)

function matches(item: Value, path: string, methods: readonly string[] | null): boolean {
  const method = item.kind === 'record' ? item.entries.get('method') : undefined
  const name = method?.kind === 'external' ? method.path.at(-1) : undefined
  const sameMethod = name === undefined || name === 'ALL' || (methods ?? []).includes(name)
  return sameMethod && textsOf(pathOf(item)).texts.some(text => patternOf(text).test(path))
}

function patternOf(text: string): RegExp {
  const { tokens } = tokenizePath(`/${text.replace(/^\/+|\/+$/g, '')}`, 'nest')
  return new RegExp(`^${sourceOf(tokens)}/?$`)
}

function sourceOf(tokens: readonly PathToken[]): string {
  return tokens.map(sourceOfOne).join('')
}

function sourceOfOne(token: PathToken): string {
  switch (token.kind) {
    case 'text':
      return token.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    case 'slash':
      return '/'
    case 'parameter':
      return token.optional ? '[^/]*' : '[^/]+'
    case 'rest':
      return '.*'
    case 'group':
      return `(?:${sourceOf(token.tokens)})?`
  }
}
