import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Program } from '../program/program.js'

/** What is read of a `package.json`. */
export interface Manifest {
  readonly type: string | null
  readonly dependencies: Readonly<Record<string, string>>
}

const none: Manifest = { type: null, dependencies: {} }

/** The manifest next above a file of the program. */
export function readManifest({ root }: Program, file: string): Manifest {
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    const candidate = path.join(root, folder, 'package.json')
    if (existsSync(candidate)) return parse(readFileSync(candidate, 'utf8'))
    if (folder === '.') return none
  }
}

function parse(text: string): Manifest {
  try {
    const { type, dependencies, devDependencies } = JSON.parse(text) as Record<string, unknown>
    return {
      type: typeof type === 'string' ? type : null,
      dependencies: { ...(devDependencies as object), ...(dependencies as object) },
    }
  } catch {
    // A manifest that cannot be read says nothing.
    return none
  }
}
