import { beforeAll, describe, expect, it } from 'vitest'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import { contractOf } from '../contract-of.js'

const files = {
  'src/loans/index.ts': `interface Loan { due: Date; renew: () => void }
export class Loans {
  lend(first: Partial<Loan>, second: { kept: Partial<Loan> }): void {}
}`,
}

describe('a type without a name that stands in two places', () => {
  let contract: Contract
  beforeAll(async () => {
    contract = await contractOf(files, { operations: ['src/loans/index.ts#Loans.lend'] })
  }, 60_000)

  const lossesAt = (at: string) =>
    contract.lossiness.filter(each => each.at === at).map(({ what, place }) => `${what} ${place?.line}`)

  it('has the same fields in both', () => {
    const [first, second] =
      contract.operations[0]?.signatures[0]?.parameters.map(({ schema }) => schema) ?? []
    expect(second).toMatchObject({ kind: 'object', properties: { kept: first } })
  })

  it.each(['Loans.lend(first)', 'Loans.lend(second).kept'])('tells what is lost at %s', at => {
    expect(lossesAt(`${at}.due`)).toEqual(['local-time 1'])
    expect(lossesAt(`${at}.renew`)).toEqual(['function 1'])
  })
})
