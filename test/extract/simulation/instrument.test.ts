import { Project, ts } from 'ts-morph'
import { describe, expect, it } from 'vitest'
import { instrumentFiles } from '../../../src/extract/simulation/instrument/instrument-files.js'
import { operation } from './simulated-shop.js'

function instrument(text: string, symbol: string, member: string | null, file = 'users.ts') {
  return instrumentFiles({
    operations: [operation('op', { file, symbol, member })],
    moduleFiles: [file],
    files: [file],
    read: () => text,
  })
}

/** Each form: what it is, its text, the operation's symbol and member. */
const forms: readonly (readonly [string, string, string, string | null])[] = [
  ['function', `export async function find(id: string): Promise<string> {\n  return id\n}\n`, 'find', null],
  [
    'overloads',
    `export function find(id: string): Promise<string>\nexport function find(id: number): Promise<number>\nexport async function find(id: string | number): Promise<string | number> { return id }\n`,
    'find',
    null,
  ],
  [
    'type guard',
    `export function isText(value: unknown): value is string { return typeof value === 'string' }\n`,
    'isText',
    null,
  ],
  [
    'default function without a name',
    `export default async function (id: string) {\n  'use strict'\n  return id }\n`,
    'default',
    null,
  ],
  [
    'class',
    `/** Users. */\nexport class Users<T> {\n  async find(id: T) { return id }\n}\nexport const users = new Users<string>()\n`,
    'Users',
    'find',
  ],
  [
    'abstract class with its heir',
    `export abstract class Base { abstract find(id: string): Promise<string> }\nexport class Users extends Base { async find(id: string) { return id } }\n`,
    'Base',
    'find',
  ],
  [
    'private constructor and static',
    `export class Users { private constructor() {}\n static async make() { return new Users() } }\n`,
    'Users',
    'make',
  ],
  [
    'default class without a name',
    `export default class { async find(id: string) { return id } }\n`,
    'default',
    'find',
  ],
  [
    'class property',
    `export class Users { ids: string[] = []\n readonly find = async (id: string) => this.ids.includes(id)\n other = async () => this.find('a') }\n`,
    'Users',
    'find',
  ],
  [
    'arrow',
    `export const find = async <T>(id: T, more: readonly T[] = []) => [id, ...more]\nexport const found: Promise<string[]> = find('a')\n`,
    'find',
    null,
  ],
  [
    'arrow that calls itself',
    `export const walk = async (depth: number) => { if (depth > 0) await walk(depth - 1)\n return }\n`,
    'walk',
    null,
  ],
  [
    'typed arrow',
    `type Find = (id: string) => Promise<string>\nexport const find: Find = async id => id.trim()\n`,
    'find',
    null,
  ],
  ['object', `export const api = { async find(id: string) { return id } } as const\n`, 'api', 'find'],
  ['default object', `const find = async (id: string) => id\nexport default { find }\n`, 'default', 'find'],
  ['other name outside', `const local = async (id: string) => id\nexport { local as find }\n`, 'find', null],
  [
    'interface with what implements it',
    `export interface Store { find(id: string): Promise<string> }\nclass Memory implements Store { async find(id: string) { return id } }\nexport const store: Store = new Memory()\n`,
    'Store',
    'find',
  ],
]

/** What the strictest compiler says of texts beside the runtime's own types; one program, for that is what takes time. */
function problemsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const types = `declare module 'banyan-simulation' {
    export function wrap<T>(value: T, operation: string): T
    export function members<T>(target: T, operations: { [name: string]: string }): T
    export function enter(operation: string, callee: unknown, args: unknown): { value: any } | null
  }`
  const compilerOptions = {
    strict: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    target: ts.ScriptTarget.ES2022,
  }
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions })
  project.createSourceFile('/types.d.ts', types)
  const sources = texts.map((text, index) => project.createSourceFile(`/${index}.ts`, text))
  return sources.map(source =>
    source
      .getPreEmitDiagnostics()
      .map(problem => ts.flattenDiagnosticMessageText(problem.compilerObject.messageText, ' ')),
  )
}

describe('what is put into a file', () => {
  it('leaves lines and types as they were, whatever the form', () => {
    const changed = forms.map(([form, text, symbol, member]) => {
      const { texts, refusals } = instrument(text, symbol, member)
      expect(refusals, form).toEqual([])
      const after = texts.get('users.ts') ?? ''
      expect(after, form).toContain('"op"')
      expect(after.split('\n'), form).toHaveLength(text.split('\n').length)
      return after
    })
    const none = forms.map(() => [])
    expect(problemsOf(forms.map(([, text]) => text))).toEqual(none)
    expect(problemsOf(changed)).toEqual(none)
  })

  it.each([
    ['export class Users { get find() { return 1 } }', 'Users', 'find', 'is a getter or a setter'],
    ['export class Users {}', 'Users', null, 'is a class, which is constructed and not called'],
    [
      'export function* find() { yield 1 }',
      'find',
      null,
      'is a generator: what it yields cannot be called over a network',
    ],
    [
      'export interface Store { find(): void }',
      'Store',
      'find',
      'is only declared, and nothing says by name that it implements it',
    ],
    ['export declare function find(): void', 'find', null, 'is not declared at the top of its file'],
    [
      'export {}; export namespace Users { export function find() {} }',
      'find',
      null,
      'is not declared at the top of its file',
    ],
    ['export let find: () => void', 'find', null, 'gets its value later than its declaration'],
  ])('refuses %s', (text, symbol, member, reason) => {
    const { texts, refusals } = instrument(text, symbol, member)
    expect(texts.size).toBe(0)
    expect(refusals).toMatchObject([{ operation: 'op', reason, place: { file: 'users.ts', line: 1 } }])
  })

  it.each([
    ['module.exports = { find }; async function find(id) { return id }', 'find', null],
    ['"use strict"; exports.find = async id => id', 'find', null],
    ['module.exports = { async find(id) { return id } }', 'default', 'find'],
    ['class Users { async find(id) { return id } }\nmodule.exports = Users', 'default', 'find'],
    ['module.exports = class { async find(id) { return id } }', 'default', 'find'],
  ])('asks for the runtime as CommonJS does: %s', (text, symbol, member) => {
    const changed = instrument(text, symbol, member, 'users.js').texts.get('users.js') ?? ''
    const asked: string[] = []
    const note = (value: unknown, ...ids: readonly string[]) => {
      asked.push(...ids)
      return value
    }
    const runtime = {
      wrap: note,
      members: (value: unknown, ids: Readonly<Record<string, string>>) => note(value, ...Object.values(ids)),
      enter: (id: string) => note(null, id),
    }
    const module = { exports: {} as Record<string, never> }
    new Function('module', 'exports', 'require', changed)(module, module.exports, () => runtime)
    if (symbol === 'find' && member === null)
      (module.exports.find as unknown as (id: string) => unknown)('ada')
    expect(asked).toEqual(['op'])
  })
})
