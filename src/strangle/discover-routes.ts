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
}

export interface Discovery {
  readonly candidates: readonly RouteCandidate[]
  /** One sentence a source. */
  readonly notes: readonly string[]
}

/** The routes that documents and logs tell of, joined. Throws a UserError for a file that cannot be read. */
export function discoverRoutes({ openapi, accessLogs }: DiscoveryRequest): Discovery {
  const notes: string[] = []
  const documented = openapi.flatMap(file => {
    const found = discoverFromOpenapi(file, readText(file))
    notes.push(`${file}: ${found.length} paths.`)
    return found
  })
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
  return { candidates: mergeCandidates([...documented, ...foldInto(documented, logged)]), notes }
}

/** What was logged under a documented path counts for that path, whatever its parameters are called. */
function foldInto(
  documented: readonly RouteCandidate[],
  logged: readonly RouteCandidate[],
): readonly RouteCandidate[] {
  const byForm = new Map(documented.map(({ path }) => [formOf(path), path]))
  return logged.map(candidate => ({
    ...candidate,
    path: byForm.get(formOf(candidate.path)) ?? candidate.path,
  }))
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
