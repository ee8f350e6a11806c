import { isBuiltin } from 'node:module'

/** What a specifier's spelling tells, before any file is looked at. */
export type SpecifierShape =
  | { readonly kind: 'relative' | 'absolute' | 'hash' | 'alias'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string; readonly path: string }
  /** A URL or a virtual module of a bundler, such as `https://…`, `data:…`, `virtual:pwa` or `astro:content`. */
  | { readonly kind: 'virtual'; readonly name: string }

/** Reads a specifier; loader prefixes (`raw!./x`) and queries (`./x?url`) are cut off. */
export function shapeOf(specifier: string): SpecifierShape {
  const loaded = specifier.slice(specifier.lastIndexOf('!') + 1)
  const path = loaded.startsWith('#') ? loaded : loaded.replace(/[?#].*$/, '')
  if (/^\.{1,2}(?:\/|$)/.test(path)) return { kind: 'relative', path }
  if (path.startsWith('/')) return { kind: 'absolute', path }
  if (path.startsWith('#')) return { kind: 'hash', path }
  if (isBuiltin(path)) return { kind: 'builtin', name: path.startsWith('node:') ? path : `node:${path}` }
  if (/^[a-z][\w+.-]*:/i.test(path)) return { kind: 'virtual', name: path }
  const [, name] = /^((?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9-][\w.~-]*)(?:\/|$)/i.exec(path) ?? []
  if (name === undefined) return { kind: 'alias', path }
  return { kind: 'package', name, path, subpath: `.${path.slice(name.length)}` }
}
