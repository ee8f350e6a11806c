import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EventDefinition } from '@shop/platform/events'
import { describe, expect, test } from 'vitest'
import { findFiles, readText, readWorkspaces, root } from './workspaces.js'

/** `users.UserSignedUp.v1`, as AsyncAPI names them. */
const published = new Set(Object.keys(readAsyncapi().channels))
const modules = readWorkspaces('modules')

describe.each(modules)('the events of $name', ({ folder }) => {
  test('bear its name, and are all published', async () => {
    const definitions = await readDefinitions(folder)
    const sources = findFiles(`${folder}/src`, '.ts').filter(file => !/\/src\/(index|events)\.ts$/.test(file))
    const code = sources.map(readText).join('\n')
    for (const [name, { type, version }] of definitions) {
      expect(type).toMatch(new RegExp(`^${basename(folder)}\\.`))
      expect(published, unlisted(folder, type)).toContain(`${type}.v${version}`)
      expect(code, `Nothing in ${folder}/src publishes ${type}`).toMatch(new RegExp(`\\b${name}\\b`))
    }
  })

  test('that it handles are published by somebody', () => {
    for (const event of readHandled(`${folder}/MODULE.md`)) expect(published).toContain(event)
  })
})

function unlisted(folder: string, type: string): string {
  return `${type} is not in docs/api: list it in ${folder}/src/index.ts, the module in apps/monolith/src/modules.ts, then npm run docs`
}

async function readDefinitions(folder: string): Promise<[string, EventDefinition][]> {
  if (findFiles(`${folder}/src`, '/events.ts').length === 0) return []
  const exported: unknown = await import(pathToFileURL(join(root, folder, 'src/events.ts')).href)
  return Object.entries(exported as Record<string, EventDefinition>).filter(
    ([, { type }]) => type !== undefined,
  )
}

/** The rows of the canvas, which the documents test compares with the code. */
function readHandled(canvas: string): readonly string[] {
  const [, section = ''] = readText(canvas).split('## Events that it handles\n')
  const [rows = ''] = section.split('\n## ')
  return [...rows.matchAll(/^\| `([^`]+)` \| (\d+) \|/gm)].map(([, type, version]) => `${type}.v${version}`)
}

function readAsyncapi() {
  return JSON.parse(readText('docs/api/asyncapi.json')) as {
    readonly channels: Readonly<Record<string, unknown>>
  }
}
