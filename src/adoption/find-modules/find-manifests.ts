import type { SourceTree } from '../../facts/index.js'
import { type Candidate, lastSegment, parentFolder } from './candidate.js'
import { isForeign } from './folder-words.js'
import { asText, readManifest } from './read-manifest.js'

/** How far down a package outside of any workspace is looked for: `server`, `apps/server`. */
const deepest = 2

/** Folders with a package.json that no workspace lists, such as `client` and `server` side by side. */
export function findManifests(tree: SourceTree): readonly Candidate[] {
  return tree.paths
    .filter(path => lastSegment(path) === 'package.json' && path !== 'package.json')
    .filter(path => path.split('/').length <= deepest + 1 && !isForeign(path))
    .map(path => {
      const name = asText(readManifest(tree, path)?.name)
      return {
        path: parentFolder(path),
        ownName: null,
        evidence: `package.json of ${name ?? parentFolder(path)}`,
      }
    })
}
