import { beforeAll, describe, expect, test, vi } from 'vitest'
import { compareContracts } from '../../../src/extract/contract/compatibility.js'
import type { Contract } from '../../../src/extract/contract/contract.js'
import { contractOf } from './contract-of.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** Each case is an operation of its own: how it was, how it is. */
const cases: readonly (readonly [
  what: string,
  old: string,
  next: string,
  changes: readonly (readonly [at: string, oldClient: string, oldServer: string])[],
])[] = [
  ['nothing', 'input: Line', 'input: Line', []],
  ['a new parameter that is needed', 'a: string', 'a: string, b: string', [['(b)', 'breaks', 'works']]],
  ['a new parameter that may be left out', 'a: string', 'a: string, b?: string', [['(b)', 'works', 'works']]],
  ['a parameter that is gone', 'a: string, b: string', 'a: string', [['(b)', 'works', 'breaks']]],
  [
    'a parameter of another name',
    'a: string',
    'b: string',
    [
      ['(a)', 'works', 'breaks'],
      ['(b)', 'breaks', 'works'],
    ],
  ],
  ['a parameter of another type', 'a: string', 'a: Date', [['(a)', 'breaks', 'breaks']]],
  ['a parameter that takes more', 'a: string', 'a: string | Date', [['(a)', 'works', 'breaks']]],
  ['a parameter that takes less', 'a: string | null', 'a: string', [['(a)', 'breaks', 'works']]],
  [
    'a property that is needed',
    'a: { x: string }',
    'a: { x: string; y: string }',
    [['(a).y', 'breaks', 'works']],
  ],
  [
    'a property that may be missing',
    'a: { x: string }',
    'a: { x: string; y?: string }',
    [['(a).y', 'works', 'works']],
  ],
  ['words that are added', "a: 'x'", "a: 'x' | 'y'", [['(a)', 'works', 'breaks']]],
  [
    'an answer with more properties',
    '): Promise<{ x: string }> | (',
    '): Promise<{ x: string; y: string }> | (',
    [['().y', 'works', 'breaks']],
  ],
  [
    'an answer with fewer properties',
    '): Promise<{ x: string; y: string }> | (',
    '): Promise<{ x: string }> | (',
    [['().y', 'breaks', 'works']],
  ],
  [
    'an answer that may be null',
    '): Promise<string> | (',
    '): Promise<string | null> | (',
    [['()', 'breaks', 'works']],
  ],
  [
    'an answer with new words',
    "): Promise<'a'> | (",
    "): Promise<'a' | 'b'> | (",
    [['()', 'breaks', 'works']],
  ],
  [
    'an answer deep inside',
    '): Promise<Map<string, { x: string }[]>> | (',
    '): Promise<Map<string, { x: Date }[]>> | (',
    [['()[value][].x', 'breaks', 'breaks']],
  ],
  [
    'an answer that streams',
    '): Promise<string> | (',
    '): AsyncIterable<string> | (',
    [['()', 'breaks', 'breaks']],
  ],
  [
    'an overload more',
    'a: string',
    'a: string): Promise<void>\n  OPERATION(a: number',
    [['', 'breaks', 'breaks']],
  ],
]

/** A case about answers closes the list of parameters itself. */
function declare(name: string, text: string): string {
  const [parameters = '', answer] = text.startsWith(')') ? ['', text.slice(1, -4)] : [text, ': Promise<void>']
  return `  ${name}(${parameters.replaceAll('OPERATION', name)})${answer}`
}

async function contractWith(side: 1 | 2): Promise<Contract> {
  const methods = cases.map((each, index) => declare(`case${index}`, each[side]))
  const source = `export interface Line { sku: string; parts: Line[] }\nexport interface Shop {\n${methods.join('\n')}\n}\n`
  return await contractOf(
    { 'src/shop/index.ts': source },
    { operations: cases.map((_, index) => `src/shop/index.ts#Shop.case${index}`) },
  )
}

let before: Contract
let after: Contract
beforeAll(async () => {
  before = await contractWith(1)
  after = await contractWith(2)
})

describe('a change works or breaks during a ramp', () => {
  test.each(cases.map(([what, , , changes], index) => [what, changes, index] as const))(
    '%s',
    (_, changes, index) => {
      const at = `Shop.case${index}`
      const found = compareContracts(before, after)
        .filter(each => each.at === at || each.at.startsWith(`${at}(`))
        .map(each => [each.at.slice(at.length), each.oldClient, each.oldServer])
      expect(found).toEqual(changes)
    },
  )
  test('an operation that is gone breaks old clients, one that is new old servers', () => {
    const [first, ...operations] = before.operations
    const less = { ...before, operations }
    expect(compareContracts(before, less)).toEqual([
      { at: first?.name, text: 'is gone', oldClient: 'breaks', oldServer: 'works' },
    ])
    expect(compareContracts(less, before)).toMatchObject([
      { at: first?.name, oldClient: 'works', oldServer: 'breaks' },
    ])
  })
  test('an error that old clients do not know breaks them', () => {
    const change = (errors: readonly string[]) => ({
      ...before,
      operations: before.operations.map(each => ({ ...each, errors })),
    })
    expect(compareContracts(before, change(['SoldOut']))[0]).toMatchObject({
      oldClient: 'breaks',
      oldServer: 'works',
    })
    expect(compareContracts(change(['SoldOut']), before)[0]).toMatchObject({
      oldClient: 'works',
      oldServer: 'works',
    })
  })
  test('bounds that move let in more or less', () => {
    const bounded = (maxLength: number): Contract => {
      const [operation] = before.operations
      if (operation === undefined) throw new Error('There is no operation')
      const parameter = {
        name: 'a',
        schema: { kind: 'string', maxLength } as const,
        description: null,
        optional: false,
        rest: false,
        default: null,
      }
      const signature = { parameters: [parameter], answer: 'promise', output: { kind: 'null' } } as const
      return { ...before, operations: [{ ...operation, signatures: [signature] }] }
    }
    expect(compareContracts(bounded(5), bounded(9))).toMatchObject([
      { oldClient: 'works', oldServer: 'breaks' },
    ])
    expect(compareContracts(bounded(9), bounded(5))).toMatchObject([
      { oldClient: 'breaks', oldServer: 'works' },
    ])
  })
  test('an event that is no longer published breaks who waits for it', () => {
    const event = {
      name: 'shop.Placed',
      version: 1,
      description: null,
      payload: { kind: 'string' },
      source: null,
    } as const
    expect(compareContracts({ ...before, events: [event] }, before)).toMatchObject([
      { at: 'events.shop.Placed', oldClient: 'breaks' },
    ])
  })
  test('a contract agrees with itself', () => {
    expect(compareContracts(before, before)).toEqual([])
    expect(compareContracts(after, JSON.parse(JSON.stringify(after)) as Contract)).toEqual([])
  })
})
