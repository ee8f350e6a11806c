import { ts } from 'ts-morph'
import { describe, expect, it } from 'vitest'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { identify } from '../../../src/extract/program/identify.js'
import { createDeclarationFinder } from '../../../src/extract/program/find-declarations.js'
import { openMarkedProgram, type Sources } from '../seam/read-seam.js'

async function sitesOf(sources: Sources, discover?: readonly string[]) {
  const { program } = await openMarkedProgram(
    sources,
    discover === undefined ? ['src/{module}'] : [...discover],
  )
  return deriveSeam(program, 'users').inbound.flatMap(({ name, crossings }) =>
    crossings.map(({ usage, member, place }) => `${usage} ${name}.${member} ${place.file}:${place.line}`),
  )
}

const users = 'export class Users { find(id: string) { return id } }'
const use = (specifier: string) =>
  `import { Users } from '${specifier}'\nexport const run = (u: Users) => u.find('1')`
const used = ['type Users.null src/orders/orders.ts:2', 'call Users.find src/orders/orders.ts:2']

describe('a program is read', () => {
  it.each<readonly [string, Sources]>([
    ['without any config', { 'src/users/users.ts': users, 'src/orders/orders.ts': use('../users/users') }],
    [
      'with aliases of a tsconfig',
      {
        'tsconfig.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "@users/*": ["src/users/*"] } } }',
        'src/users/users.ts': users,
        'src/orders/orders.ts': use('@users/users'),
      },
    ],
    [
      'with several tsconfigs',
      {
        'src/orders/tsconfig.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "~u": ["../users/users.ts"] } } }',
        'src/users/tsconfig.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "~u": ["./nothing.ts"] } } }',
        'src/users/users.ts': users,
        'src/orders/orders.ts': use('~u'),
      },
    ],
    [
      'with extensions of ESM',
      { 'src/users/users.ts': users, 'src/orders/orders.ts': use('../users/users.js') },
    ],
    [
      'beside a file that does not parse',
      {
        'src/users/users.ts': users,
        'src/orders/orders.ts': use('../users/users'),
        'src/orders/broken.ts': 'export const = {{{ class',
      },
    ],
    [
      'beside components of single files',
      {
        'src/users/users.ts': users,
        'src/orders/orders.ts': `import Page from './page.vue'\n${use('../users/users')}`.replace(
          '\n',
          ' ; ',
        ),
        'src/orders/page.vue': '<script>export default {}</script>',
      },
    ],
  ])(
    '%s',
    async (_, sources) => {
      expect(await sitesOf(sources)).toEqual(used)
    },
    30_000,
  )

  it('across packages of a workspace that is not installed', async () => {
    const sources = {
      'pnpm-workspace.yaml': 'packages: ["packages/*"]',
      'packages/users/package.json':
        '{ "name": "@shop/users", "main": "dist/index.js", "types": "dist/index.d.ts" }',
      'packages/users/src/index.ts': users,
      'packages/orders/package.json':
        '{ "name": "@shop/orders", "dependencies": { "@shop/users": "workspace:*" } }',
      'packages/orders/src/orders.ts': use('@shop/users'),
    }
    const place = 'packages/orders/src/orders.ts:2'
    expect(await sitesOf(sources, ['packages/{module}'])).toEqual([
      `type Users.null ${place}`,
      `call Users.find ${place}`,
    ])
  }, 30_000)

  it('in old TypeScript, with angle brackets and namespaces of modules', async () => {
    const sources = {
      'src/users/users.ts': `namespace all { ${users} }\nexport = all`,
      'src/orders/orders.ts':
        "import users = require('../users/users')\nconst u = <users.Users><unknown>null\nu.find('1')",
    }
    expect(await sitesOf(sources)).toContain('call all.Users.find src/orders/orders.ts:3')
  }, 30_000)

  it('with the types of the language, though nothing is installed', async () => {
    const { program } = await openMarkedProgram({
      'src/users/users.ts': 'export const later = async () => [1].map(String)',
    })
    const [declaration] = createDeclarationFinder(program)('src/users/users.ts#later')
    const type = program.checker.getTypeAtLocation(declaration as ts.Node)
    expect(program.checker.typeToString(type)).toBe('() => Promise<string[]>')
  }, 30_000)
})

describe('a declaration is called', () => {
  it.each([
    ['by its name', 'export function find() {}', 'find', null],
    ['by its class, and its own name', 'export class Users { find() {} }', 'Users', 'find'],
    [
      'by its class, when a constructor takes it',
      'export class Users { constructor(readonly repo: string) {} }',
      'Users',
      'repo',
    ],
    ['by the constant that holds it', 'export const users = { deep: { find() {} } }', 'users', 'deep.find'],
    ['default, without a name', 'export default class { find() {} }', 'default', 'find'],
    ['by what is assigned to it', 'export const Users = class { find() {} }', 'Users', 'find'],
    ['by its namespace', 'export namespace Users { export function find() {} }', 'Users', 'find'],
    ['by the function that makes it', 'export function make() { return { find() {} } }', 'make', 'find'],
  ])(
    '%s',
    async (_, text, name, member) => {
      const { program } = await openMarkedProgram({ 'src/users/users.ts': text })
      const [declaration] = createDeclarationFinder(program)(`src/users/users.ts#${name}`, member)
      expect(identify(program, declaration as ts.Node)).toMatchObject({
        id: `src/users/users.ts#${name}`,
        member,
      })
    },
    30_000,
  )

  it('by nothing when it is local', async () => {
    const { program } = await openMarkedProgram({
      'src/users/users.ts': 'export function run() { const own = 1; return own }',
    })
    const source = program.fileAt('src/users/users.ts')?.source as ts.SourceFile
    const found: (string | null)[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node)) found.push(identify(program, node)?.id ?? null)
      ts.forEachChild(node, visit)
    }
    visit(source)
    expect(found).toEqual([null])
  }, 30_000)
})
