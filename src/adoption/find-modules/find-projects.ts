import type { SourceTree } from '../../facts/index.js'
import { type Candidate, joinPath, lastSegment, parentFolder } from './candidate.js'
import { isForeign } from './folder-words.js'
import { asRecord, asText, readManifest } from './read-manifest.js'

/** Projects that a build tool was told of: Nx (`project.json`, `workspace.json`), Angular CLI, Nest CLI. */
export function findProjects(tree: SourceTree): readonly Candidate[] {
  return [
    ...findProjectFiles(tree),
    ...findListedProjects(tree, { file: 'workspace.json', tool: 'Nx' }),
    ...findListedProjects(tree, { file: 'angular.json', tool: 'Angular' }),
    ...findListedProjects(tree, { file: 'nest-cli.json', tool: 'Nest' }),
  ].filter(project => project.path !== '')
}

/** `project.json` beside the project, Nx since 13. */
function findProjectFiles(tree: SourceTree): readonly Candidate[] {
  return tree.paths
    .filter(path => lastSegment(path) === 'project.json' && !isForeign(path))
    .flatMap(path => {
      const manifest = readManifest(tree, path)
      const isNx =
        manifest !== null && ['targets', 'projectType', 'sourceRoot', '$schema'].some(key => key in manifest)
      if (manifest === null || !isNx) return []
      const name = asText(manifest.name)
      return [
        {
          path: parentFolder(path),
          ownName: name,
          evidence: `Nx project ${name ?? lastSegment(parentFolder(path))}`,
        },
      ]
    })
}

/** A file at the root with `projects: { name: folder | { root } }`. */
function findListedProjects(tree: SourceTree, listing: { file: string; tool: string }): readonly Candidate[] {
  const projects = asRecord(readManifest(tree, listing.file)?.projects) ?? {}
  return Object.entries(projects).flatMap(([name, value]) => {
    const folder = asText(value) ?? asText(asRecord(value)?.root)
    if (folder === null || folder.startsWith('..')) return []
    return [{ path: joinPath('', folder), ownName: name, evidence: `${listing.tool} project ${name}` }]
  })
}
