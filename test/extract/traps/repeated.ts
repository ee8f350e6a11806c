import type { Trap } from './trap.js'

const shop = `import { readFile } from 'node:fs/promises'
export class Prices {
  async of(item: string) { return Number(await readFile(item, 'utf8')) }
}
export const prices = new Prices()
`

function many(name: string, code: string, says: RegExp, more: Readonly<Record<string, string>> = {}): Trap {
  return {
    name,
    files: {
      'prices/prices.ts': shop,
      'carts/carts.ts': `import { Prices, prices } from '../prices/prices'\n${code}`,
      ...more,
    },
    told: { in: ['repeated'], says },
  }
}

/** Calls that cost little today, and a round trip each over a network. */
export const repeated: readonly Trap[] = [
  many(
    'a loop asks for each item',
    `export async function total(items: string[]) {
  let sum = 0
  for (const item of items) sum += await prices.of(item) /*!*/
  return sum
}`,
    /^loop Prices\.of/,
  ),
  many(
    'all items are asked for at once',
    `export const totals = (items: string[]) => Promise.all(items.map(item => prices.of(item))) /*!*/`,
    /^parallel Prices\.of/,
  ),
  many(
    'a loop calls a function of its own, which asks',
    `async function label(item: string) { return item + (await prices.of(item)) } /*!*/
export async function labels(items: string[]) {
  const all: string[] = []
  while (items.length > 0) all.push(await label(items.pop()!)) /*!*/
  return all
}`,
    /^loop Prices\.of/,
  ),
  many(
    'a function that calls itself asks at each level',
    `interface Bundle { item: string; parts: Bundle[] }
export async function cost(bundle: Bundle): Promise<number> {
  const own = await prices.of(bundle.item) /*!*/
  const parts = await Promise.all(bundle.parts.map(part => cost(part)))
  return parts.reduce((sum, part) => sum + part, own)
}`,
    /recursion|parallel/,
  ),
  many(
    'a field resolver asks once for each object of a list',
    `import { Parent, ResolveField, Resolver } from '@nestjs/graphql'
@Resolver('CartLine')
export class LineResolver {
  constructor(private readonly asked: Prices) {}
  @ResolveField()
  async price(@Parent() line: { item: string }) { return this.asked.of(line.item) } /*!*/
}`,
    /^field Prices\.of/,
  ),
  many(
    'reduce asks one after the other',
    `export const sum = (items: string[]) =>
  items.reduce(async (before, item) => (await before) + (await prices.of(item)), Promise.resolve(0)) /*!*/`,
    /Prices\.of/,
  ),
  many(
    'a stream of items is read and each is asked for',
    `export async function* priced(items: AsyncIterable<string>) {
  for await (const item of items) yield { item, price: await prices.of(item) } /*!*/
}`,
    /Prices\.of/,
  ),
]
