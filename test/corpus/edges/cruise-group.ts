import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** An import as dependency-cruiser sees it. */
export interface TheirImport {
  readonly specifier: string
  /** Resolved file, relative to the root; null when it is not found or built into Node. */
  readonly to: string | null
  readonly types: readonly string[]
}

export interface CruisedFile {
  readonly file: string
  readonly imports: readonly TheirImport[]
}

export interface CruiseRequest {
  /** Relative to the root. */
  readonly files: readonly string[]
  /** The tsconfig that counts for them. */
  readonly compilerConfig: string
  readonly doNotFollow: string
}

/** Cruises some files of a root; throws when dependency-cruiser cannot. */
export function cruiseGroup(root: string, request: CruiseRequest): readonly CruisedFile[] {
  const script = fileURLToPath(new URL('./cruise-files.ts', import.meta.url))
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const ended = spawnSync(process.execPath, ['--max-old-space-size=6000', '--import', tsx, script], {
    cwd: root,
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  })
  if (ended.status !== 0) throw new Error(ended.stderr.trim().split('\n').slice(-12).join('\n'))
  return JSON.parse(ended.stdout)
}
