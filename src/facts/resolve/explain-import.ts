import type { Config } from '../../kernel/config.js'
import type { SourceTree } from '../source-tree.js'
import type { Resolution } from './resolution.js'
import { createResolver } from './resolver.js'

/** How an import resolves, for people. */
export interface ImportExplanation {
  readonly from: string
  readonly specifier: string
  readonly resolution: Resolution
  /** Sentences in the order in which things were tried; the last ones decided. */
  readonly steps: readonly string[]
}

/** Resolves one specifier as if it stood in a file, and tells each step. */
export function explainImport(
  tree: SourceTree,
  config: Pick<Config, 'aliases'>,
  { from, specifier }: { readonly from: string; readonly specifier: string },
): ImportExplanation {
  const steps: string[] = []
  const resolution = createResolver(tree, config).resolve(from, specifier, step => steps.push(step))
  return { from, specifier, resolution, steps }
}
