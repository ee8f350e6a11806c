// The same small shop under each runner that `extract --simulate` knows, through each way to load TypeScript:
//
//   npx tsx test/corpus/simulation-runners.ts [folder with node_modules] [name …]
//
// Installs the runners into a temporary folder unless given one; takes minutes, and the network. Each must be as green
// with nothing between as it was, and must report the same crossings and the same traps with the wire in between.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { simulate, type SimulatedOperation, type Simulation } from '../../src/extract/simulation/index.js'

const packages = [
  '@types/node@20',
  '@babel/core@7',
  '@babel/preset-env@7',
  '@babel/preset-typescript@7',
  '@swc/core@1',
  '@swc/jest@0.2',
  'babel-jest@29',
  'jest@29',
  'mocha@11',
  'ts-jest@29',
  'ts-node@10',
  'tsx@4',
  'typescript@5.9',
]

const [given, ...names] = process.argv.slice(2)
const installed = given ?? install()

const users = `import { sendMail } from '../mail/mail'
export class UnknownUser extends Error {
  readonly code = 'unknown-user'
  constructor(readonly id: string) { super('No user ' + id) }
}
export class User { constructor(readonly name: string) {}
  greet(): string { return 'Hello ' + this.name } }
export interface Store { find(id: string): Promise<{ id: string; born: Date }> }
export class MemoryStore implements Store {
  async find(id: string) { if (id !== 'ada') throw new UnknownUser(id); return { id, born: new Date(0) } }
  async rename(user: { name: string }, name: string) { user.name = name; await sendMail(name, 'renamed') }
  async make(name: string) { return new User(name) }
  static later = async (text: string): Promise<string> => text.toUpperCase()
}
export async function age({ born }: { born: Date }, now = new Date(0)): Promise<number> { return now.getTime() - born.getTime() }
export const unique = async (ids: readonly string[]): Promise<Set<string>> => new Set(ids)
`
const mail = `export const sent: string[] = []
export async function sendMail(to: string, text: string): Promise<void> { sent.push(to + text) }
`
const tests = `import { strictEqual, deepStrictEqual, rejects } from 'assert'
import { age, MemoryStore, unique, UnknownUser } from '../src/users/users'
import { sendMail, sent } from '../src/mail/mail'
declare const describe: (name: string, run: () => void) => void
declare const it: (name: string, run: () => Promise<void>) => void
describe('shop', () => {
  const store = new MemoryStore()
  it('finds', async () => { strictEqual((await store.find('ada')).born.getTime(), 0) })
  it('does not find', async () => {
    await rejects(store.find('bob'), error => error instanceof UnknownUser && error.code === 'unknown-user' && error.id === 'bob')
  })
  it('renames', async () => { const user = { name: 'Ada' }; await store.rename(user, 'Bea'); strictEqual(user.name, 'Bea') })
  it('greets', async () => { strictEqual((await store.make('Ada')).greet(), 'Hello Ada') })
  it('counts', async () => { strictEqual(await age({ born: new Date(0) }), 0); deepStrictEqual(await unique(['a']), new Set(['a'])) })
  it('shouts', async () => { strictEqual(await MemoryStore.later('a'), 'A') })
  it('mails by itself', async () => { await sendMail('x', 'y'); strictEqual(sent.length > 0, true) })
})
`
const operations: readonly SimulatedOperation[] = [
  ...['find', 'rename', 'make', 'later'].map(member => operationOf('MemoryStore', member)),
  operationOf('Store', 'find'),
  operationOf('age', null),
  operationOf('unique', null),
  { ...operationOf('sendMail', null), file: 'src/mail/mail.ts', direction: 'outbound' },
]
const expected =
  'MemoryStore.find 2, MemoryStore.later 1, MemoryStore.make 1, MemoryStore.rename 1, Store.find 2, age 1, sendMail 1, unique 1'

const node = `import { describe, it } from 'node:test'\n`
const plainTests = tests.replaceAll(/^declare.*\n/gm, '')
const compiler = {
  strict: true,
  target: 'ES2020',
  module: 'commonjs',
  moduleResolution: 'node',
  esModuleInterop: true,
  types: ['node'],
  skipLibCheck: true,
  experimentalDecorators: true,
}
const babel = { presets: [['@babel/preset-env', { targets: { node: '6' } }], '@babel/preset-typescript'] }
type Files = Readonly<Record<string, string>>

/** Name, test script, files of its own. */
const variants: readonly (readonly [string, string, Files])[] = [
  ['jest-babel', 'jest', { 'babel.config.json': JSON.stringify(babel) }],
  ['jest-ts', 'jest --coverage', { 'jest.config.js': `module.exports = { preset: 'ts-jest' }` }],
  [
    'jest-ts-old-target',
    'jest',
    {
      'jest.config.js': `module.exports = { preset: 'ts-jest' }`,
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...compiler, target: 'ES2015' } }),
    },
  ],
  [
    'jest-swc',
    'jest',
    {
      'jest.config.js': `module.exports = { transform: { '\\\\.ts$': '@swc/jest' } }`,
      '.swcrc': JSON.stringify({ jsc: { parser: { syntax: 'typescript' }, target: 'es2020' } }),
    },
  ],
  ['mocha-ts-node', 'mocha -r ts-node/register test/*.ts', {}],
  [
    'mocha-tsx',
    'mocha',
    { '.mocharc.json': JSON.stringify({ require: 'tsx', spec: 'test/*.ts', reporter: 'dot' }) },
  ],
  ['mocha-commonjs', 'node node_modules/mocha/bin/mocha.js', asCommonJs()],
  ['node-tsx', 'node --import tsx --test test/*.ts', { 'test/shop.test.ts': node + plainTests }],
  [
    'tsx-esm',
    'tsx --test test/*.ts',
    {
      'package.json': JSON.stringify({ type: 'module', scripts: { test: 'tsx --test test/*.ts' } }),
      'test/shop.test.ts': node + plainTests,
    },
  ],
]

let failed = 0
for (const [name, script, files] of variants) {
  if (names.length > 0 && !names.includes(name)) continue
  const simulation = await simulateVariant(script, files)
  const problems = judge(
    simulation,
    files['src/users/users.js'] === undefined
      ? expected
      : expected.replace('Store.find 2, age', 'Store.find 0, age'),
  )
  failed += problems.length
  const seconds = simulation.runs
    .map(({ round, milliseconds }) => `${round} ${Math.round(milliseconds / 1000)} s`)
    .join(', ')
  console.log(`${problems.length === 0 ? 'good' : 'BAD'} ${name} (${seconds})`, ...problems)
}
if (given === undefined) rmSync(installed, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1

function operationOf(symbol: string, member: string | null): SimulatedOperation {
  const id = member === null ? symbol : `${symbol}.${member}`
  return { id, file: 'src/users/users.ts', symbol, member, direction: 'inbound', answer: 'promise' }
}

function install(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'banyan-runners-'))
  writeFileSync(path.join(folder, 'package.json'), '{}')
  execFileSync('npm', ['install', '--ignore-scripts', ...packages], { cwd: folder, stdio: 'inherit' })
  return folder
}

async function simulateVariant(script: string, files: Files): Promise<Simulation> {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-shop-'))
  const all: Files = {
    'package.json': JSON.stringify({ name: 'shop', scripts: { test: script } }),
    'tsconfig.json': JSON.stringify({ compilerOptions: compiler }),
    'src/users/users.ts': users,
    'src/mail/mail.ts': mail,
    'test/shop.test.ts': tests,
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    if (text !== '') writeFileSync(path.join(root, name), text)
  }
  symlinkSync(path.join(path.resolve(installed), 'node_modules'), path.join(root, 'node_modules'))
  const extension = existsSync(path.join(root, 'src/users/users.ts')) ? '.ts' : '.js'
  const own = operations.map(each => ({ ...each, file: each.file.replace('.ts', extension) }))
  const moduleFiles = [`src/users/users${extension}`]
  const simulation = await simulate({
    root,
    module: 'users',
    moduleFiles,
    operations: own,
    tests: { baselines: 1, timeLimit: 300_000 },
  })
  rmSync(root, { recursive: true, force: true })
  return simulation
}

/** Plain JavaScript with `require`, made of the same text. */
function asCommonJs(): Files {
  const erased = [users, mail, plainTests].map(text => toCommonJs(text))
  const [a = '', b = '', c = ''] = erased
  return {
    'src/users/users.ts': '',
    'src/mail/mail.ts': '',
    'test/shop.test.ts': '',
    'src/users/users.js': a,
    'src/mail/mail.js': b,
    'test/shop.test.js': c,
  }
}

function toCommonJs(text: string): string {
  const script = `const { transformSync } = require('@swc/core'); process.stdout.write(transformSync(require('fs').readFileSync(0, 'utf8'), { jsc: { parser: { syntax: 'typescript' }, target: 'es2020' } }).code)`
  const erased = execFileSync('node', ['-e', script], { cwd: installed, input: text, encoding: 'utf8' })
  const names = [...erased.matchAll(/^export (?:async )?(?:class|function|const) (\w+)/gm)].map(
    ([, name]) => name,
  )
  return erased
    .replaceAll(/^import \{ (.*) \} from ('.*');/gm, 'const { $1 } = require($2);')
    .replaceAll(/^export /gm, '')
    .concat(`module.exports = { ${names.join(', ')} }\n`)
}

function judge({ runs, differences, operations: reports }: Simulation, wanted: string): readonly string[] {
  const problems: string[] = []
  const [off, local] = runs
  if (off?.passed !== 7 || local?.passed !== 7)
    problems.push(`off ${off?.passed}, local ${local?.passed} of 7: ${off?.told} ${local?.told}`)
  const broken = differences.filter(({ round }) => round === 'remote').map(({ name }) => name)
  if (broken.join(', ') !== 'shop greets, shop renames')
    problems.push(`broken: ${broken.join(', ')} ${JSON.stringify(differences)}`)
  const counts = reports.map(({ operation, crossings }) => `${operation.id} ${crossings}`).join(', ')
  if (counts !== wanted) problems.push(counts)
  const kinds = reports.flatMap(({ observations }) => observations.map(({ kind }) => kind))
  for (const kind of ['mutated-argument', 'result', 'codec', 'error-class'] as const)
    if (!kinds.includes(kind)) problems.push(`no ${kind}`)
  const attributed = reports.every(({ tests: each }) => each.every(({ test }) => test.includes(' › ')))
  if (!attributed)
    problems.push(`tests: ${reports.flatMap(({ tests: each }) => each.map(({ test }) => test)).join(', ')}`)
  return problems
}
