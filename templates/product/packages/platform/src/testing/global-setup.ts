import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopEmbeddedServer } from '../database/embedded/embedded-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded server of this run is, or will be once a test asks for a database. */
    readonly embeddedFolder: string
  }
}

/** One embedded server a run, started by the first test that needs it. */
export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'test-postgres-'))
  chmodSync(folder, 0o755)
  project.provide('embeddedFolder', folder)
  return async () => {
    await stopEmbeddedServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}
