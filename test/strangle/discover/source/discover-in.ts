import path from 'node:path'
import { discoverFromSource } from '../../../../src/strangle/discover/from-source.js'
import { type ProjectFiles, temporaryProject } from '../../../support/temporary-project.js'

export interface FoundRoutes {
  /** `GET /users`; `*` for all methods, HEAD beside GET untold. */
  readonly routes: readonly string[]
  /** What is said besides the routes, paths from the root of the project. */
  readonly notes: readonly string[]
}

/** The routes of a program, or of a part of it. */
export function discoverIn(files: ProjectFiles, part = '.'): FoundRoutes {
  const root = temporaryProject(files)
  const { candidates, notes } = discoverFromSource(path.join(root, part))
  const shown = `${path.relative('.', root).split(path.sep).join('/')}/`
  return {
    routes: candidates.map(route => `${tell(route.methods)} ${route.path}`),
    notes: notes.slice(1).map(note => note.replaceAll(shown, '')),
  }
}

function tell(methods: readonly string[] | null): string {
  if (methods === null) return '*'
  return methods.filter(method => method !== 'HEAD' || !methods.includes('GET')).join()
}
