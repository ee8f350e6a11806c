import { basename } from 'node:path'
import { findTables } from '@shop/platform/canvas'
import { describe, expect, test } from 'vitest'
import { findFiles, readText, readWorkspaces } from './workspaces.js'

const modules = readWorkspaces('modules').map(({ folder }) => ({ folder, schema: schemaOf(folder) }))
/** The platform has one of its own; `public` is for nobody. */
const schemas = [...modules.map(({ schema }) => schema), 'platform', 'public']

describe.each(modules)('the migrations of $folder', ({ folder, schema }) => {
  const files = findFiles(`${folder}/migrations`, '.sql')
  const scripts = files.map(file => ({ file, text: withoutComments(readText(file)) }))
  const own = [schema, ...findTables(scripts.map(({ text }) => text))]
  const foreign = schemas.filter(name => !own.includes(name))

  test('mention no schema but their own', () => {
    const mention = new RegExp(String.raw`(?<![\w$.'])"?(${foreign.join('|')})"?\s*\.\s*"?[a-z_]\w*`, 'gi')
    expect(findAll(scripts, mention)).toEqual([])
  })

  test('leave schemas, roles and rights to the platform', () => {
    const reach =
      /\b(search_path|(?:create|alter|drop)\s+(?:schema|role|user)|set\s+(?:session\s+)?(?:role|authorization)|grant|revoke)\b/gi
    expect(findAll(scripts, reach)).toEqual([])
  })
})

function findAll(scripts: readonly { readonly file: string; readonly text: string }[], pattern: RegExp) {
  return scripts.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([found]) => `${file}: ${found}`),
  )
}

function schemaOf(folder: string): string {
  return basename(folder).replaceAll('-', '_')
}

function withoutComments(script: string): string {
  return script.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
}
