import type { Framework } from '../router.js'

/** A path behind a prefix, as a framework puts them together; several where it answers several. */
export function joinPaths(
  framework: Framework,
  prefix: string,
  path: string,
  as: 'prefix' | 'route',
): readonly string[] {
  if (framework === 'fastify') return as === 'prefix' ? [joinPrefixes(prefix, path)] : joinRoute(prefix, path)
  // Koa's router writes one behind the other.
  const verbatim = framework === 'koa' && prefix !== ''
  if (verbatim) return [path === '/' ? prefix : prefix.replace(/\/$/, path.startsWith('/') ? '' : '/') + path]
  const before = prefix.replace(/\/+$/, '')
  const after = path.replace(/^\/+/, '')
  if (after === '') return [as === 'prefix' || before !== '' ? before : '/']
  return [`${before}/${after}`]
}

function joinPrefixes(prefix: string, path: string): string {
  if (path === '') return prefix
  if (prefix.endsWith('/') && path.startsWith('/')) return prefix + path.slice(1)
  return path.startsWith('/') ? prefix + path : `${prefix}/${path}`
}

/** Behind a prefix, `/` stands for the prefix with a slash at its end and without. */
function joinRoute(prefix: string, path: string): readonly string[] {
  if (prefix === '') return [path === '' ? '/' : path]
  if (path === '/') return prefix.endsWith('/') ? [prefix] : [prefix, `${prefix}/`]
  return [prefix.endsWith('/') && path.startsWith('/') ? prefix + path.slice(1) : prefix + path]
}
