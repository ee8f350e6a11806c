import type { Candidate } from './candidate.js'
import { lastSegment } from './candidate.js'
import { projectContainerNames } from './folder-words.js'
import type { SourceFolders } from './source-folders.js'

/** Folders in `apps`, `libs`, `packages` and the like at the top of the repository. */
export function findProjectFolders(folders: SourceFolders): readonly Candidate[] {
  const containers = (folders.get('')?.children ?? []).filter(path => projectContainerNames.has(path))
  return containers.flatMap(container =>
    (folders.get(container)?.children ?? []).map(path => ({
      path,
      ownName: null,
      evidence: `folder ${lastSegment(path)} in ${container}/`,
    })),
  )
}
