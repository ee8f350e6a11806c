import type { SourceTree } from '../../facts/index.js'
import { type Candidate, joinPath, parentFolder } from './candidate.js'
import { isForeign, sourceRootNames } from './folder-words.js'
import { asRecord, asText, readManifest } from './read-manifest.js'

/** Folders that the root's tsconfig references as projects of their own. */
export function findReferences(tree: SourceTree): readonly Candidate[] {
  return ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.base.json'].flatMap(file => {
    const references = readManifest(tree, file)?.references
    if (!Array.isArray(references)) return []
    return references.flatMap(reference => {
      const target = asText(asRecord(reference)?.path)
      if (target === null || target.startsWith('..')) return []
      const path = target.endsWith('.json') ? parentFolder(joinPath('', target)) : joinPath('', target)
      if (path === '' || sourceRootNames.includes(path) || isForeign(path)) return []
      return [{ path, ownName: null, evidence: `TypeScript project referenced by ${file}` }]
    })
  })
}
