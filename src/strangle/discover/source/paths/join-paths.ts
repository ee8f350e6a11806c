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
  if (framework === 'koa' && prefix !== '') return [joinVerbatim(prefix, path, as)]
  const before = prefix.replace(/\/+$/, '')
  const after = path.replace(/^\/+/, '')
  if (after === '') return [as === 'prefix' || before !== '' ? before : '/']
  return [`${before}/${after}`]
}

/** A router at `/` lends its slash to paths that have none. */
function joinVerbatim(prefix: string, path: string, as: 'prefix' | 'route'): string {
  const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix
  if (path === '/') return as === 'prefix' ? `${base}/` : base
  return path.startsWith('/') ? base + path : prefix + path
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
