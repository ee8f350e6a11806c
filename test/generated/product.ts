import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ScaffoldedProduct, scaffoldProduct } from '../support/scaffolded-product.js'
import { takeManager } from './package-manager.js'

/**
 * A product as a stranger gets it: scaffolded, installed, type-checked, linted, checked, tested, started, asked; then its borders
 * are crossed in each way, and each has to be told where it should be.
 *
 *     npm run generated:product [-- --example commerce] [-- --package-manager pnpm@10] [-- --without-tests] [-- --without-borders]
 */
const { values } = parseArgs({
  options: {
    example: { type: 'string' },
    'package-manager': { type: 'string', default: 'npm' },
    'without-tests': { type: 'boolean', default: false },
    'without-borders': { type: 'boolean', default: false },
  },
})
const choice = values.example === undefined ? ['--modules', 'orders,billing'] : ['--example', values.example]
// Of our own .npmrc, and handed on by npm run: no stranger has it, and pnpm would obey it.
delete process.env.npm_config_engine_strict
const manager = takeManager(values['package-manager'])
const { run, exec, test, installLocked } = manager.commands
const failures: string[] = []
const began = Date.now()

function tell(what: string, passed: boolean, detail = ''): void {
  const seconds = ((Date.now() - began) / 1000).toFixed(0).padStart(4)
  console.log(`${seconds} s  ${passed ? '✓' : '✗'} ${what}`)
  if (passed) return
  failures.push(what)
  console.log(detail.trim().split('\n').slice(-40).join('\n'))
}

const product = await scaffoldProduct(...choice, '--owner', '@shop/team', '--package-manager', manager.name)
try {
  tell(`scaffolded with ${choice.join(' ')} and ${manager.name} ${manager.version}`, true)
  await succeeds('everything is in the first commit', 'git diff --exit-code HEAD')
  // npm would throw the packages away first.
  if (manager.name !== 'npm') await succeeds('its lock file is complete', installLocked)
  await succeeds('types', `${run} types`)
  await succeeds('lint', `${run} lint`)
  await succeeds('format', `${exec} biome format .`)
  await succeeds('boundaries', `${exec} banyan check --strict`)
  await succeeds('boundaries can fail', `${exec} banyan check --self-test`)
  await succeeds('bundles for production', `${run} build`)
  await useIt(product)
  if (!values['without-borders']) await crossBorders(product)
  if (!values['without-tests'])
    await succeeds('its own tests', `${test}${manager.name === 'npm' ? ' --' : ''} --maxWorkers=1`)
} finally {
  product.remove()
  manager.remove()
}
console.log(failures.length === 0 ? 'The product holds.' : `${failures.length} claims do not hold.`)
process.exitCode = failures.length === 0 ? 0 : 1

/** No argument of a command line has a space in it. */
async function succeeds(what: string, line: string): Promise<void> {
  const { code, output } = await runLine(product, line)
  tell(what, code === 0, output)
}

function runLine({ run }: ScaffoldedProduct, line: string): ReturnType<ScaffoldedProduct['run']> {
  const [command = '', ...args] = line.split(' ')
  return run(command, ...args)
}

async function useIt({ start }: ScaffoldedProduct): Promise<void> {
  const shop = await start()
  try {
    const account = { email: 'wren@example.org', password: 'correct horse battery' }
    const signedUp = await shop.ask('POST /users', { body: { ...account, name: 'Wren' } })
    const { body } = await shop.ask('POST /sessions', { body: account })
    const home = await shop.ask('GET /web/home', { token: body.accessToken })
    tell(
      'somebody signs up, signs in and sees the first page',
      signedUp.status === 201 && home.status === 200,
    )
    const refused = await shop.ask('GET /web/home')
    tell('nobody else does', refused.status === 401 && refused.body.status === 401)
    const ready = await fetch(`${shop.operations}/readyz`)
    tell('it is ready', ready.status === 200)
  } finally {
    await shop.process.stop()
  }
}

interface Crossing {
  readonly what: string
  readonly file: string
  readonly text: string
  readonly command: string
  readonly shows: RegExp
}

async function crossBorders(product: ScaffoldedProduct): Promise<void> {
  const { root } = product
  const other = values.example === undefined ? 'orders' : 'price-list'
  const table = other.replaceAll('-', '_') + (other.endsWith('s') ? '' : '_items')
  const check = `${exec} banyan check`
  const architecture = `${exec} vitest run tests/architecture`
  const inside = `modules/${other}/src/index.ts`
  const crossings: readonly Crossing[] = [
    {
      what: 'a deep import',
      file: inside,
      text: "import '../../users/src/domain/email-address.js'\n",
      command: check,
      shows: /private-import/,
    },
    {
      what: 'an undeclared dependency',
      file: inside,
      text: "import '@shop/users/contract'\n",
      command: check,
      shows: /undeclared-dependency/,
    },
    {
      what: "another module's table in code",
      file: 'modules/users/src/index.ts',
      text: `export const peek = (db: { query: (sql: string) => unknown }) => db.query('SELECT id FROM ${table}')\n`,
      command: check,
      shows: /foreign-table/,
    },
    {
      what: 'a foreign key across schemas in a migration',
      file: `modules/${other}/migrations/0002_reference.sql`,
      text: 'create table reference (user_id uuid references users.users (id));\n',
      command: architecture,
      shows: /0002_reference\.sql|users/,
    },
    {
      what: 'an event that the module does not declare',
      file: `modules/${other}/src/events.ts`,
      text: `export const stray = defineEvent({ type: '${other}.Stray', version: 1, description: 'x', payload: z.object({}), key: () => '' })\n`,
      command: architecture,
      shows: /Stray/,
    },
  ]
  for (const crossing of crossings) {
    const place = path.join(root, crossing.file)
    const before = read(place)
    if (before === null) writeFileSync(place, crossing.text)
    else appendFileSync(place, crossing.text)
    const { code, output } = await runLine(product, crossing.command)
    tell(`${crossing.what} is caught`, code !== 0 && crossing.shows.test(output), output)
    if (before === null) rmSync(place)
    else writeFileSync(place, before)
  }
  const migration = path.join(root, `modules/${other}/migrations/0002_reference.sql`)
  writeFileSync(migration, 'create table reference (user_id uuid references users.users (id));\n')
  const { code, output } = await runLine(product, `${run} migrate`)
  tell(
    'and by the database itself',
    code !== 0 && /0002_reference\.sql/.test(output) && /permission denied/.test(output),
    output,
  )
  rmSync(migration)
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
