import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopEmbeddedServer } from '../database/embedded/embedded-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded server of this run is, or will be once a test asks for a database. */
    readonly embeddedFolder: string
    /** Where bundles of this run are, or will be once a test asks for one. */
    readonly bundleFolder: string
  }
}

/** One embedded server and one bundle a run, made by the first test that needs them. */
export default function setup(project: TestProject): () => Promise<void> {
  const embedded = mkdtempSync(join(tmpdir(), 'test-postgres-'))
  const bundles = mkdtempSync(join(tmpdir(), 'bundles-'))
  chmodSync(embedded, 0o755)
  project.provide('embeddedFolder', embedded)
  project.provide('bundleFolder', bundles)
  return async () => {
    await stopEmbeddedServer(embedded)
    for (const folder of [embedded, bundles]) rmSync(folder, { recursive: true, force: true })
  }
}
