import type { Config } from '../../kernel/config.js'
import type { CompilerConfig } from './compiler-config.js'
import type { FileFinder } from './file-finder.js'
import type { Manifest, Manifests } from './manifest.js'
import type { PackageSources } from './package-source.js'
import type { Trace } from './resolution.js'
import type { Workspaces } from './workspaces.js'

/** What resolution knows of the tree; read once a run. */
export interface ResolverParts {
  readonly config: Pick<Config, 'aliases'>
  readonly finder: FileFinder
  /** Looks up what an alias or a mapping leads to. */
  readonly look: (path: string) => string | null
  readonly manifests: Manifests
  readonly workspaces: Workspaces
  readonly sources: PackageSources
  /** `findPackageSource`, each subpath looked up once. */
  readonly packageSource: (manifest: Manifest, subpath: string) => string | null
}

/** One specifier in one file. */
export interface ResolutionRequest {
  readonly from: string
  readonly specifier: string
  readonly compiler: CompilerConfig | null
  readonly trace: Trace
}
