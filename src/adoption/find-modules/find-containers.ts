import { type Candidate, isWithin, lastSegment, parentFolder } from './candidate.js'
import { containerNames, isForeign, isTechnical } from './folder-words.js'
import type { SourceFolder, SourceFolders } from './source-folders.js'

/** Folder names of feature-sliced design whose children are slices. */
const sliceLayers = ['entities', 'features', 'widgets', 'pages', 'processes']

/** Folder names that make `domain` a layer of one module instead of a folder of several. */
const layerSiblings = new Set([
  'application',
  'infrastructure',
  'infra',
  'presentation',
  'adapters',
  'ports',
  'interfaces',
])

/** Folders in `modules`, `features`, `domains` and the like, the outermost of each path. */
export function findContainers(folders: SourceFolders, packageFolder: string): readonly Candidate[] {
  const containers = [...folders.values()]
    .filter(folder => isWithin(folder.path, packageFolder) && folder.path !== '' && !isForeign(folder.path))
    .filter(folder => isContainer(folder, folders))
  const outermost = containers.filter(
    folder => !containers.some(other => other !== folder && isWithin(folder.path, other.path)),
  )
  return outermost.flatMap(container =>
    partsOf(container, folders).map(path => ({
      path,
      ownName: null,
      evidence: `folder ${lastSegment(path)} in ${container.path}/`,
    })),
  )
}

function partsOf(container: SourceFolder, folders: SourceFolders): readonly string[] {
  return container.children.filter(
    path => (folders.get(path)?.product ?? 0) > 0 && !isForeign(lastSegment(path)),
  )
}

/** Whether at least two parts of the product stand in a folder, and not kinds of code. */
function isContainer(folder: SourceFolder, folders: SourceFolders): boolean {
  if (!hasContainerName(folder, folders)) return false
  const parts = partsOf(folder, folders)
  const technical = parts.filter(path => isTechnical(lastSegment(path))).length
  return parts.length >= 2 && technical * 2 <= parts.length
}

function hasContainerName(folder: SourceFolder, folders: SourceFolders): boolean {
  const name = lastSegment(folder.path).toLowerCase()
  if (containerNames.has(name)) return true
  const siblings = siblingNames(folder, folders)
  if (name === 'domain') return !siblings.some(sibling => layerSiblings.has(sibling))
  const isSliced =
    siblings.includes('shared') &&
    ['entities', 'features', 'widgets'].filter(layer => siblings.includes(layer)).length >= 2
  return isSliced && sliceLayers.includes(name)
}

function siblingNames(folder: SourceFolder, folders: SourceFolders): readonly string[] {
  return (folders.get(parentFolder(folder.path))?.children ?? []).map(path => lastSegment(path).toLowerCase())
}
