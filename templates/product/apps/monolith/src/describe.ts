import { fileURLToPath } from 'node:url'
import { type DescribedModule, describeProduct as describe } from '@shop/platform/canvas'
import type { Database } from '@shop/platform/database'
import { createFacades } from '@shop/platform/module'
import { createTelemetry } from '@shop/platform/telemetry'
import { readSettings } from './environment.js'
import { modules } from './modules.js'
import { product } from './product.js'
import type { Wiring } from './wiring/wiring.js'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The documents that follow from the code: path from the root → content. Nothing is started for them. */
export async function describeProduct(): Promise<ReadonlyMap<string, string>> {
  return describe({ title: product, root, modules: await Promise.all(modules.map(make)) })
}

/** Made without a database: what a module offers does not depend on one. */
async function make({ source: { name }, create }: Wiring): Promise<DescribedModule> {
  const module = async (of: string) => ({ module: of, db: null, transaction: null })
  const nowhere = 'postgres://nowhere'
  const database = { product, module, urlOf: () => nowhere } as unknown as Database
  const telemetry = createTelemetry({ service: product, level: 'silent' })
  const settings = readSettings({ DATABASE_URL: nowhere, KEY_SECRET: unused, DATABASE_ROLE_SECRET: unused })
  const wired = await create({ database, settings, telemetry, facade: createFacades(telemetry).of })
  await wired.close?.()
  return { name, purpose: wired.purpose, module: wired.module }
}

const unused = 'no secret, for nothing is signed here'
