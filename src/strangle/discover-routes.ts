import { readFileSync } from 'node:fs'
import { describeFileError } from '../kernel/file-error.js'
import { refuse } from '../kernel/problem.js'
import { discoverFromAccessLog } from './discover/from-access-log.js'
import { discoverFromOpenapi } from './discover/from-openapi.js'
import { mergeCandidates, type RouteCandidate } from './discover/route-candidate.js'

export interface DiscoveryRequest {
  /** Paths as given, from the current folder. */
  readonly openapi: readonly string[]
  readonly accessLogs: readonly string[]
  /** Folders and files of source code. */
  readonly sources: readonly string[]
}

export interface Discovery {
  readonly candidates: readonly RouteCandidate[]
  /** One sentence a document or log; for source code, also what could not be read. */
  readonly notes: readonly string[]
}

/** The routes that documents, source code and logs tell of, joined. Throws a UserError for one that cannot be read. */
export async function discoverRoutes({ openapi, accessLogs, sources }: DiscoveryRequest): Promise<Discovery> {
  const notes: string[] = []
  const documented = openapi.flatMap(file => {
    const found = discoverFromOpenapi(file, readText(file))
    notes.push(`${file}: ${found.length} paths.`)
    return found
  })
  const registered = await readSources(sources, notes)
  const logged = accessLogs.flatMap(file => {
    const { candidates, lines, skipped } = discoverFromAccessLog(readText(file).split('\n'))
    if (lines === skipped) {
      refuse(
        'usage',
        `${file} holds no request that could be read.`,
        'Common, combined and JSON formats are known, a request a line.',
        { file, line: 1, column: 1 },
      )
    }
    notes.push(`${file}: ${candidates.length} paths in ${lines} lines, ${skipped} of them skipped.`)
    return candidates
  })
  return { candidates: mergeCandidates(foldByForm([...documented, ...registered, ...logged])), notes }
}

/** The parser is loaded only where there is something to parse. */
async function readSources(sources: readonly string[], notes: string[]): Promise<readonly RouteCandidate[]> {
  if (sources.length === 0) return []
  const { discoverFromSource } = await import('./discover/from-source.js')
  return sources.flatMap(source => {
    const found = discoverFromSource(source)
    notes.push(...found.notes)
    return found.candidates
  })
}

/** Paths that differ in the names of their parameters are one, by the names that come first. */
function foldByForm(candidates: readonly RouteCandidate[]): readonly RouteCandidate[] {
  const byForm = new Map<string, string>()
  return candidates.map(candidate => {
    const form = formOf(candidate.path)
    const path = byForm.get(form) ?? candidate.path
    byForm.set(form, path)
    return { ...candidate, path }
  })
}

function formOf(path: string): string {
  return path.replace(/:[^/]+/g, ':')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { reason, hint } = describeFileError(error)
    return refuse('usage', `${file} cannot be read: ${reason}.`, hint)
  }
}
