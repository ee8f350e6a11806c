import { describe, expect, it } from 'vitest'
import { mayTouchTables } from '../../../src/facts/tables/index.js'

describe('files that may touch a table', () => {
  it.each([
    'import { useState } from \'react\'\nexport const Cart = () => <p title="with love">{useState(0)}</p>',
    "import path from 'node:path'\nexport const join = (a: string) => Array.from(path.join('a', a))",
    "const users = new Map()\nusers.delete('x')\nusers.set('y', { update: 1 })",
    '// select * from users',
  ])('leave out %j', text => {
    expect(mayTouchTables(text)).toBe(false)
  })

  it.each([
    'sql`${users}`',
    "q('  -- all of them\\n  select 1')",
    'q("with a as (select 1) select 2")',
    'prisma.user',
    'ctx.db.user.create(x)',
    'store.user.findMany()',
    'select().from(users)',
    'eb.selectFrom(t)',
    'db(TABLE)',
    'find(User, x)\nm.find(User, x)',
    'getEntityOrThrow(ctx, User)',
  ])('include %j', text => {
    expect(mayTouchTables(text.replaceAll('\\n', '\n'))).toBe(true)
  })

  it('are told in one go however long a word or a run of signs is', () => {
    for (const part of ['a', '"--', '"/*', "'(", 'Client.', '.from(a', 'db<', ' \n']) {
      expect(mayTouchTables(part.repeat(200_000))).toBe(false)
    }
  })
})
