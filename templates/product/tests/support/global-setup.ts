import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the bundle of this run is, or will be once a test asks for it. */
    readonly bundleFolder: string
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  project.provide('bundleFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
