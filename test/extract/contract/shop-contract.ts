import type { Contract } from '../../../src/extract/contract/contract.js'
import { contractOf } from './contract-of.js'

const source = `
export enum Size { Small = 1, Large = 5 }
export interface Line { sku: string; count: number; parts?: Line[] }
export type Payment = { kind: 'card'; last4: string } | { kind: 'invoice'; due: Date }
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: string }
export type OrderId = string & { readonly __brand: 'OrderId' }
export interface Order {
  id: string
  placedAt: Date
  lines: Line[]
  size: Size
  tags: Set<string>
  prices: Map<string, bigint>
  payment: Payment
  /** For the courier. */
  note?: string
}
/** It is sold out. */
export class SoldOut extends Error {
  readonly code = 'sold-out'
  readonly status = 409
  constructor(readonly sku: string) { super(sku) }
}
export class Basket { lines: Line[] = []; add(line: Line) { this.lines.push(line) } }
export class Shop {
  /** Places an order. */
  async place(order: Order, limit = 20): Promise<Outcome<Order>> {
    if (order.lines.length > limit) throw new SoldOut('a')
    return { ok: true, value: order }
  }
  async find(id: string): Promise<Order | null>
  async find(number: number, deep: boolean): Promise<Order[]>
  async find(): Promise<any> {}
  async *watch(since: Date): AsyncGenerator<Line> {}
  async getBasket(owner: OrderId, ...skus: string[]): Promise<Basket> { return new Basket() }
  async getBytes(): Promise<Uint8Array> { return new Uint8Array() }
  async setRates(rates: Record<string, number>, pair: [string, Date?]): Promise<void> {}
}
export class OrderPlaced { constructor(readonly id: string, readonly at: Date) {} }
`

/** A contract with most of what there is, for whatever is made of contracts. */
export async function shopContract(change: (source: string) => string = text => text): Promise<Contract> {
  return await contractOf(
    { 'src/shop/index.ts': change(source) },
    {
      operations: ['place', 'find', 'watch', 'getBasket', 'getBytes', 'setRates'].map(
        name => `src/shop/index.ts#Shop.${name}`,
      ),
      events: [{ name: 'shop.OrderPlaced', symbol: 'src/shop/index.ts#OrderPlaced' }],
    },
  )
}
