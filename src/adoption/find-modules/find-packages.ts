import type { Facts, SourceTree } from '../../facts/index.js'
import type { Candidate } from './candidate.js'

/** Members of an npm, yarn, pnpm or lerna workspace. */
export function findPackages(tree: SourceTree, facts: Facts): readonly Candidate[] {
  const runner = tree.paths.includes('turbo.json') ? ' (Turborepo)' : ''
  return facts.packages
    .filter(member => member.folder !== '')
    .map(member => ({
      path: member.folder,
      ownName: member.name === '' ? null : member.name,
      evidence: `workspace package ${member.name || 'without a name'}${runner}`,
    }))
}
