import { sql } from 'kysely'
import { z } from 'zod'
import { defineAggregate, type Projection } from '../../src/event-store/index.js'

export interface Account {
  readonly balance: number
  readonly owner: string
}

export const account = defineAggregate({
  name: 'account',
  initial: { balance: 0, owner: '' } as Account,
  events: {
    Opened: {
      version: 2,
      data: z.object({ owner: z.string() }),
      upcasters: { 1: ({ name }: { name: string }) => ({ owner: name.toUpperCase() }) },
    },
    Moved: { version: 1, data: z.object({ amount: z.int() }) },
  },
  evolve: (state, event) =>
    event.type === 'Opened'
      ? { ...state, owner: event.data.owner }
      : { ...state, balance: state.balance + event.data.amount },
})

export const balances: Projection<typeof account.events> = {
  name: 'balances',
  version: 1,
  aggregate: account,
  reset: async tx => void (await sql`delete from balances`.execute(tx)),
  apply: async (tx, event, { id, number }) => {
    const amount = event.type === 'Moved' ? event.data.amount : 0
    await sql`
      insert into balances as b (id, balance, numbers) values (${id}, ${amount}, array[${number}::int])
      on conflict (id) do update set balance = b.balance + ${amount}, numbers = b.numbers || ${number}::int`.execute(
      tx,
    )
  },
}

export const balancesTable =
  'create table balances (id text primary key, balance int not null, numbers int[] not null);'
