import { expect, it } from 'vitest'
import { deriveBatchName } from '../../../src/extract/chattiness/batch-name.js'

it.each([
  ['findById', 'findByIds'],
  ['getByEmail', 'getByEmails'],
  ['findOne', 'findMany'],
  ['findOneByName', 'findManyByName'],
  ['getUser', 'getUsers'],
  ['loadCategory', 'loadCategories'],
  ['fetchAddress', 'fetchAddresses'],
  ['getUsers', 'getUsersMany'],
  ['send', 'sendMany'],
])('%s becomes %s for many', (one, many) => {
  expect(deriveBatchName(one)).toBe(many)
})
