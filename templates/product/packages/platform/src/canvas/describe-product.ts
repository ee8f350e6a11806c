import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import { renderAsyncapi } from '../events/index.js'
import { renderOpenapi } from '../http/index.js'
import type { Module } from '../module/index.js'
import { findTables } from './find-tables.js'
import { renderCanvas } from './render-canvas.js'
import { type OwnedModules, renderCodeowners } from './render-codeowners.js'

export interface DescribedProduct {
  readonly title: string
  /** Of the repository. */
  readonly root: string
  readonly modules: readonly DescribedModule[]
}

export interface DescribedModule {
  /** Of its folder in `modules`. */
  readonly name: string
  /** One sentence. */
  readonly purpose: string
  readonly module: Module
}

/** The documents that follow from the code: path from the root → content. */
export function describeProduct({ title, root, modules }: DescribedProduct): ReadonlyMap<string, string> {
  const config = parse(readFileSync(join(root, 'banyan.config.json'), 'utf8')) as OwnedModules
  const routes = modules.flatMap(({ module }) => (module.routes === null ? [] : [module.routes]))
  const events = modules.flatMap(({ module }) => module.events)
  const codeowners = renderCodeowners(config)
  return new Map([
    ['docs/api/openapi.json', renderOpenapi({ title, version: '1', routes })],
    ['docs/api/asyncapi.json', renderAsyncapi({ title, version: '1', events })],
    ...modules.map(({ name, purpose, module }) => {
      const owner = config.modules[name]?.owner ?? null
      const tables = findTables(readScripts(join(root, 'modules', name, 'migrations')))
      return [`modules/${name}/MODULE.md`, renderCanvas({ name, purpose, owner, ...module, tables })] as const
    }),
    ...(codeowners === '' ? [] : [['.github/CODEOWNERS', codeowners] as const]),
  ])
}

function readScripts(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter(file => file.endsWith('.sql'))
  return files.sort().map(file => readFileSync(join(folder, file), 'utf8'))
}
