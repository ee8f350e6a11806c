import path from 'node:path'
import { createJiti } from 'jiti'
import { Project, ts } from 'ts-morph'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { renderValidators } from '../../../../src/extract/contract/to-typescript/render-validators.js'
import { decode, encode } from '../../../../src/extract/contract/wire/index.js'
import { temporaryProject } from '../../../support/temporary-project.js'
import { productContract, productModules } from '../from-zod/product-contracts.js'
import { shopContract } from '../shop-contract.js'

interface Issue {
  readonly at: string
  readonly message: string
}
interface Checks {
  readonly checkInput: (operation: string, input: readonly unknown[]) => readonly Issue[]
  readonly checkOutput: (operation: string, output: unknown) => readonly Issue[]
}

// Each file is compiled with the types of the language.
vi.setConfig({ testTimeout: 120_000 })

let text: string
beforeAll(async () => {
  text = renderValidators(await shopContract())
})

/** What the compiler says of a file, at its strictest. */
function complaintsAbout(source: string): readonly string[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      skipLibCheck: true,
      noEmit: true,
    },
  })
  project.createSourceFile('contract.ts', source)
  return project
    .getPreEmitDiagnostics()
    .map(each => ts.flattenDiagnosticMessageText(each.compilerObject.messageText, ' '))
}

async function load(source: string): Promise<Checks> {
  const root = temporaryProject({ 'contract.ts': source })
  return await createJiti(import.meta.url, { fsCache: false }).import(path.join(root, 'contract.ts'))
}

test('the file type-checks by itself, with what uses it', () => {
  const use = `
    declare const shop: Operations
    export async function use(order: Order) {
      const outcome = await shop['Shop.place'](order)
      if (outcome.ok) return outcome.value.placedAt.getTime()
      const text: string = outcome.error
      for await (const line of shop['Shop.watch'](new Date())) line.count.toFixed()
      await shop['Shop.getBasket']('o1', 'a', 'b')
      return text
    }`
  expect(complaintsAbout(text + use)).toEqual([])
  expect(complaintsAbout(`${text}\nexport const wrong: Order = { id: 1 }`)).not.toEqual([])
})
test.each(productModules)('so does that of %s in a product', async module => {
  expect(complaintsAbout(renderValidators(await productContract(module)))).toEqual([])
})

const order = {
  id: 'o1',
  placedAt: new Date(5),
  lines: [{ sku: 'a', count: Number.NaN, parts: [{ sku: 'b', count: -0 }] }],
  size: 5,
  tags: new Set(['x']),
  prices: new Map([['a', 5n]]),
  payment: { kind: 'invoice', due: new Date(6) },
  note: undefined,
}
const send = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value).json)))

describe('what travels is checked on both sides', () => {
  test('a call and its answer fit after a round trip as they did before', async () => {
    const { checkInput, checkOutput } = await load(text)
    expect(checkInput('Shop.place', [order])).toEqual([])
    expect(checkInput('Shop.place', send([order, 5]) as unknown[])).toEqual([])
    expect(checkOutput('Shop.place', send({ ok: true, value: order }))).toEqual([])
    expect(checkInput('Shop.find', ['o1'])).toEqual([])
    expect(checkInput('Shop.find', [5, true])).toEqual([])
    expect(checkInput('Shop.getBasket', ['o1', 'a', 'b'])).toEqual([])
    expect(checkInput('Shop.setRates', [{ EUR: 1 }, ['a']])).toEqual([])
    expect(checkOutput('Shop.getBytes', send(new Uint8Array(2)))).toEqual([])
  })
  test.each<[string, string, readonly unknown[], string]>([
    ['a text for a date', 'Shop.place', [{ ...order, placedAt: '2026' }], 'input[0].placedAt'],
    ['a missing property', 'Shop.place', [{ ...order, id: undefined }], 'input[0].id'],
    [
      'something wrong deep inside',
      'Shop.place',
      [{ ...order, lines: [{ sku: 1, count: 1 }] }],
      'input[0].lines[0].sku',
    ],
    ['a value that is in no enum', 'Shop.place', [{ ...order, size: 2 }], 'input[0].size'],
    [
      'a wrong member of a union',
      'Shop.place',
      [{ ...order, payment: { kind: 'invoice', due: 1 } }],
      'input[0].payment.due',
    ],
    [
      'a wrong value of a map',
      'Shop.place',
      [{ ...order, prices: new Map([['a', 1]]) }],
      'input[0].prices[value]',
    ],
    ['too few arguments', 'Shop.place', [], 'input'],
    ['an overload that does not exist', 'Shop.find', [5], 'input[0]'],
    ['a wrong rest', 'Shop.getBasket', ['o1', 5], 'input[1]'],
    ['a record of something else', 'Shop.setRates', [{ EUR: 'x' }, ['a']], 'input[0].EUR'],
  ])('%s is told with its place', async (_, operation, input, at) => {
    const { checkInput } = await load(text)
    expect(checkInput(operation, input)[0]?.at).toBe(at)
  })
  test('bounds of a product hold', async () => {
    const { checkInput } = await load(renderValidators(await productContract('payments')))
    const payment = {
      id: '0198d3d0-0000-7000-8000-000000000000',
      reference: 'r',
      amount: 5,
      currency: 'EUR',
      method: 'm',
    }
    expect(checkInput('startPayment', [payment])).toEqual([])
    expect(checkInput('startPayment', [{ ...payment, amount: 0 }])[0]?.at).toBe('input[0].amount')
    expect(checkInput('startPayment', [{ ...payment, amount: 1.5 }])[0]?.at).toBe('input[0].amount')
    expect(checkInput('startPayment', [{ ...payment, currency: 'eur' }])[0]?.at).toBe('input[0].currency')
  })
})
