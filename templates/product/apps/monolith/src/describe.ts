import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findTables, type OwnedModules, renderCanvas, renderCodeowners } from '@shop/platform/canvas'
import type { Database } from '@shop/platform/database'
import { renderAsyncapi } from '@shop/platform/events'
import { renderOpenapi } from '@shop/platform/http'
import { createTelemetry } from '@shop/platform/telemetry'
import { parse } from 'jsonc-parser'
import { readSettings } from './environment.js'
import { createFacades } from './facades.js'
import { modules } from './modules.js'
import { product } from './product.js'
import type { WiredModule, Wiring } from './wiring/wiring.js'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Description {
  /** Path from the root → content. */
  readonly files: ReadonlyMap<string, string>
}

/** The documents that follow from the code. Nothing is started for them. */
export async function describeProduct(): Promise<Description> {
  const described = await Promise.all(modules.map(async wiring => ({ wiring, wired: await make(wiring) })))
  const { modules: owned } = readConfig()
  const routes = described.flatMap(({ wired: { module } }) => (module.routes === null ? [] : [module.routes]))
  const events = described.flatMap(({ wired: { module } }) => module.events)
  const canvases = described.map(({ wiring, wired }) => {
    const { name } = wiring.source
    const owner = owned[name]?.owner ?? null
    return [`modules/${name}/MODULE.md`, describeModule(wiring, wired, owner)] as const
  })
  const codeowners = renderCodeowners({ modules: owned })
  for (const { wired } of described) await wired.close?.()
  return {
    files: new Map([
      ['docs/api/openapi.json', renderOpenapi({ title: product, version: '1', routes })],
      ['docs/api/asyncapi.json', renderAsyncapi({ title: product, version: '1', events })],
      ...canvases,
      ...(codeowners === '' ? [] : [['.github/CODEOWNERS', codeowners] as const]),
    ]),
  }
}

/** Made without a database: what a module offers does not depend on one. */
async function make(wiring: Wiring): Promise<WiredModule> {
  const module = async (name: string) => ({ module: name, db: null, transaction: null })
  const urlOf = () => 'postgres://nowhere'
  const database = { product, module, urlOf } as unknown as Database
  const telemetry = createTelemetry({ service: product, level: 'silent' })
  const settings = readSettings({
    DATABASE_URL: 'postgres://nowhere',
    KEY_SECRET: unused,
    DATABASE_ROLE_SECRET: unused,
  })
  return wiring.create({ database, settings, telemetry, facade: createFacades(telemetry).of })
}

const unused = 'no secret, for nothing is signed here'

function describeModule({ source }: Wiring, { module, purpose }: WiredModule, owner: string | null): string {
  const { contract, routes, events, subscriptions, jobs } = module
  const tables = findTables(readScripts(source.name))
  return renderCanvas({
    name: source.name,
    purpose,
    owner,
    contract,
    routes,
    events,
    subscriptions,
    jobs,
    tables,
  })
}

function readScripts(name: string): readonly string[] {
  const folder = join(root, 'modules', name, 'migrations')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter(file => file.endsWith('.sql'))
  return files.sort().map(file => readFileSync(join(folder, file), 'utf8'))
}

function readConfig(): OwnedModules {
  return parse(readFileSync(join(root, 'banyan.config.json'), 'utf8')) as OwnedModules
}
