import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { findFiles, readText, readWorkspace, readWorkspaces, type Workspace } from './workspaces.js'

const ofEverybody = readWorkspace('.').devDependencies
const groups = ['modules', 'edge', 'apps', 'services']
const sourcesOf = (folder: string) => findFiles(`${folder}/src`, '.ts')
const testsOf = (folder: string) => findFiles(`${folder}/test`, '.ts')
const specifiersOf = (file: string) =>
  ts.preProcessFile(readText(file), true, true).importedFiles.map(({ fileName }) => fileName)

describe.each(groups.flatMap(readWorkspaces))('$name', workspace => {
  const { folder, dependencies, devDependencies } = workspace

  test('imports only packages that its package.json names', () => {
    const undeclared = sourcesOf(folder).flatMap(file => findUndeclared(file, workspace, dependencies))
    expect(undeclared).toEqual([])
  })

  test('is tested with no others than those and the tools of the repository', () => {
    const allowed = [...dependencies, ...devDependencies, ...ofEverybody]
    expect(testsOf(folder).flatMap(file => findUndeclared(file, workspace, allowed))).toEqual([])
  })

  test('reaches no file of another package by its path', () => {
    const outside = [...sourcesOf(folder), ...testsOf(folder)].flatMap(file =>
      specifiersOf(file)
        .filter(specifier => specifier.startsWith('.'))
        .filter(specifier => !posix.join(posix.dirname(file), specifier).startsWith(`${folder}/`))
        .map(specifier => `${file} imports ${specifier}`),
    )
    expect(outside).toEqual([])
  })
})

function findUndeclared(file: string, { name }: Workspace, allowed: readonly string[]): readonly string[] {
  return specifiersOf(file)
    .filter(specifier => !specifier.startsWith('.') && !isBuiltin(specifier))
    .map(packageOf)
    .filter(used => used !== name && !allowed.includes(used))
    .map(used => `${file} imports ${used}`)
}

/** `@shop/users` of `@shop/users/contract`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
