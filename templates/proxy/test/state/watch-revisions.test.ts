import { expect, test } from 'vitest'
import { watchRevisions } from '../../src/state/watch-revisions.js'

test('a change is noticed by polling where nobody can be listened to', async () => {
  let revision = 1
  let changes = 0
  const end = watchRevisions({
    changed: () => changes++,
    readRevision: async () => revision,
    subscribe: () => Promise.reject(new Error('not allowed')),
  })
  await expect.poll(() => changes).toBe(1)
  revision = 2
  await expect.poll(() => changes, { timeout: 4000 }).toBe(2)
  end()
})

test('a lost subscription is made anew, and ended when it is no longer wanted', async () => {
  const lose: (() => void)[] = []
  let ended = 0
  let changes = 0
  const end = watchRevisions({
    changed: () => changes++,
    readRevision: () => Promise.reject(new Error('away')),
    subscribe: async (heard, lost) => {
      if (lose.length === 1) heard()
      lose.push(lost)
      return () => ended++
    },
  })
  await expect.poll(() => lose.length).toBe(1)
  lose[0]?.()
  await expect.poll(() => lose.length, { timeout: 2000 }).toBe(2)
  // Once for each beginning, as something may have happened before it, and once for what was heard.
  await expect.poll(() => changes).toBe(3)
  expect(ended).toBe(1)
  end()
  expect(ended).toBe(2)
})
