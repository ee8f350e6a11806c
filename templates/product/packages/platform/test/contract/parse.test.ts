import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineContract, localFacade } from '../../src/contract/index.js'

const title = z.string().refine(async text => {
  await new Promise(resolve => setTimeout(resolve, 1))
  return text !== 'Lost'
})

const catalogue = defineContract({
  name: 'catalogue',
  operations: {
    find: {
      kind: 'query',
      description: 'Finds a book.',
      input: z.object({ title }),
      output: z.object({ title }),
      errors: {},
    },
  },
})

it('waits for schemas that have something to wait for, each time', async () => {
  const { find } = localFacade(catalogue, { find: async ({ title }) => ({ title }) })
  for (let time = 0; time < 2; time++) {
    expect(await find({ title: 'Emma' })).toEqual({ title: 'Emma' })
    await expect(find({ title: 'Lost' })).rejects.toMatchObject({ code: 'invalid-input' })
  }
})
