import { builtin } from './builtin.js'
import type { Side, State } from './state.js'

/** Who calls: the nearest function of the repository on the stack. */
export interface Caller {
  /** Relative to the root. */
  readonly file: string
  readonly name: string | null
  readonly side: Side
}

/** Frames that are looked at: libraries stand between, as in pipelines of functions. */
const mostFrames = 60

/**
 * The caller of `callee`, which is on the stack; null when no file of the repository is, as when a framework calls.
 * The place of the code decides, whatever led there: a controller of the module that a request reaches is inside.
 */
export function findCaller(
  callee: (...args: never[]) => unknown,
  { settings, inside }: State,
): Caller | null {
  for (const site of framesAbove(callee)) {
    const file = relativeFile(site.getFileName() ?? site.getScriptNameOrSourceURL(), settings.root)
    if (file === null) continue
    const side = inside.has(file) ? 'inside' : 'outside'
    return { file, name: site.getFunctionName(), side }
  }
  return null
}

function framesAbove(callee: (...args: never[]) => unknown): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  const holder: { stack?: unknown } = {}
  Error.prepareStackTrace = (_, sites) => sites
  Error.stackTraceLimit = mostFrames
  Error.captureStackTrace(holder, callee)
  // Read while ours is in place: the text is made at the first look.
  const { stack } = holder
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return Array.isArray(stack) ? stack : []
}

function relativeFile(name: string | null | undefined, root: string): string | null {
  if (typeof name !== 'string') return null
  const path = decodePath(name)
  if (!path.startsWith(`${root}${builtin('path').sep}`) || path.includes('node_modules')) return null
  return path.slice(root.length + 1).replaceAll('\\', '/')
}

/** Loaders tell a URL, or add a query that makes a file new. */
function decodePath(name: string): string {
  const [plain = ''] = name.split('?')
  if (!plain.startsWith('file://')) return plain
  const path = decodeURIComponent(plain.slice('file://'.length))
  return builtin('path').normalize(/^\/[A-Za-z]:/.test(path) ? path.slice(1) : path)
}
