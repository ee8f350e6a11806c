import { LineCounter, parseDocument } from 'yaml'
import { refuse } from '../../kernel/problem.js'
import { mergeCandidates, type RouteCandidate } from './route-candidate.js'

const operations = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/**
 * The routes of an OpenAPI 3 or Swagger 2 document, in JSON or YAML. Throws a UserError with the place for a text that is
 * neither, or that names no paths.
 */
export function discoverFromOpenapi(file: string, text: string): readonly RouteCandidate[] {
  const document = readDocument(file, text)
  const paths = asRecord(document.paths)
  if (paths === null) {
    return refuse('usage', `${file} has no "paths".`, 'Name an OpenAPI or Swagger document.', {
      file,
      line: 1,
      column: 1,
    })
  }
  const base = basePathOf(document)
  const candidates = Object.entries(paths).flatMap(([path, item]) => {
    if (!path.startsWith('/')) return []
    const own = asRecord(item) ?? {}
    const methods = operations.filter(name => own[name] !== undefined).map(name => name.toUpperCase())
    return methods.length === 0 ? [] : [{ methods: methods.sort(), path: toPattern(base + path), hits: null }]
  })
  return mergeCandidates(candidates)
}

/** JSON is YAML too. */
function readDocument(file: string, text: string): Readonly<Record<string, unknown>> {
  const lines = new LineCounter()
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = parsed.errors
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    refuse('usage', `${file} cannot be read: ${error.message}`, 'Correct it: JSON or YAML is meant.', {
      file,
      line,
      column: col,
    })
  }
  return asRecord(parsed.toJS({ maxAliasCount: 1000 })) ?? {}
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** What stands in front of all paths: `basePath`, or the path of the first server. */
function basePathOf(document: Readonly<Record<string, unknown>>): string {
  const servers: unknown = document.servers
  const first = Array.isArray(servers) ? asRecord(servers[0])?.url : undefined
  const base =
    typeof document.basePath === 'string' ? document.basePath : typeof first === 'string' ? first : ''
  const path = base.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '')
  return path.replace(/\/+$/, '').replace(/^(?!\/)(?=.)/, '/')
}

/** `/users/{id}.json` has no pattern of its own: the whole segment becomes the parameter. */
function toPattern(path: string): string {
  return path
    .split('/')
    .map(segment => {
      const name = /\{([^}]+)\}/.exec(segment)?.[1]
      return name === undefined ? segment : `:${name.replace(/\W+/g, '_')}`
    })
    .join('/')
}
