import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createJiti } from 'jiti'
import { expect, test } from 'vitest'
import { renderOpenApi } from '../../../src/extract/contract/to-openapi/openapi.js'
import { renderValidators } from '../../../src/extract/contract/to-typescript/render-validators.js'
import { decode, encode } from '../../../src/extract/contract/wire/index.js'
import { temporaryProject } from '../../support/temporary-project.js'
import { shopContract } from './shop-contract.js'
import { valueOfSchema } from './value-of-schema.js'
import { createRandom } from './wire/random-value.js'

test('whatever a contract allows arrives as it was, fits the document, and passes the checks', async () => {
  const contract = await shopContract()
  const root = temporaryProject({ 'contract.ts': renderValidators(contract) })
  const checks: { checkOutput: (operation: string, output: unknown) => readonly unknown[] } =
    await createJiti(import.meta.url, { fsCache: false }).import(path.join(root, 'contract.ts'))
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'shop:api', ...renderOpenApi(contract) })
  for (const { name, signatures } of contract.operations) {
    const media = signatures[0]?.answer === 'async-iterator' ? 'x-ndjson' : 'json'
    const key = media === 'json' ? 'output' : 'item'
    const place = `shop:api#/paths/~1${name}/post/responses/200/content/application~1${media}/schema`
    for (const { output } of signatures)
      for (let seed = 1; seed <= 60; seed += 1) {
        const value = valueOfSchema(output, contract, createRandom(seed))
        const { json } = encode({ [key]: value })
        const arrived = decode(JSON.parse(JSON.stringify(json))) as Record<string, unknown>
        expect(arrived[key], `${name} ${seed}`).toStrictEqual(value)
        expect(checks.checkOutput(name, arrived[key]), `${name} ${seed}`).toEqual([])
        expect(ajv.validate({ $ref: place }, json), `${name} ${seed} ${ajv.errorsText()}`).toBe(true)
      }
  }
}, 120_000)
