import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ScaffoldedProduct, scaffoldProduct } from '../support/scaffolded-product.js'

/**
 * A product as a stranger gets it: scaffolded, installed, type-checked, linted, checked, tested, started, asked; then its borders
 * are crossed in each way, and each has to be told where it should be.
 *
 *     npm run generated:product [-- --example commerce] [-- --without-tests]
 */
const { values } = parseArgs({
  options: {
    example: { type: 'string' },
    'package-manager': { type: 'string', default: 'npm' },
    'without-tests': { type: 'boolean', default: false },
  },
})
const choice = values.example === undefined ? ['--modules', 'orders,billing'] : ['--example', values.example]
const failures: string[] = []
const began = Date.now()

function tell(what: string, passed: boolean, detail = ''): void {
  const seconds = ((Date.now() - began) / 1000).toFixed(0).padStart(4)
  console.log(`${seconds} s  ${passed ? '✓' : '✗'} ${what}`)
  if (passed) return
  failures.push(what)
  console.log(detail.trim().split('\n').slice(-40).join('\n'))
}

const product = await scaffoldProduct(
  ...choice,
  '--owner',
  '@shop/team',
  '--package-manager',
  values['package-manager'],
)
try {
  tell(`scaffolded with ${choice.join(' ')} and ${values['package-manager']}`, true)
  await succeeds('everything is in the first commit', 'git', 'diff', '--exit-code', 'HEAD')
  await succeeds('types', 'npm', 'run', 'types')
  await succeeds('lint', 'npm', 'run', 'lint')
  await succeeds('format', 'npx', 'biome', 'format', '.')
  await succeeds('boundaries', 'npx', 'banyan', 'check', '--strict')
  await succeeds('boundaries can fail', 'npx', 'banyan', 'check', '--self-test')
  await useIt(product)
  await crossBorders(product)
  if (!values['without-tests']) await succeeds('its own tests', 'npm', 'test', '--', '--maxWorkers=1')
} finally {
  product.remove()
}
console.log(failures.length === 0 ? 'The product holds.' : `${failures.length} claims do not hold.`)
process.exitCode = failures.length === 0 ? 0 : 1

async function succeeds(what: string, command: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await product.run(command, ...args)
  tell(what, code === 0, output)
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
  readonly command: readonly [string, ...string[]]
  readonly shows: RegExp
}

async function crossBorders({ root, run }: ScaffoldedProduct): Promise<void> {
  const other = values.example === undefined ? 'orders' : 'price-list'
  const table = other.replaceAll('-', '_') + (other.endsWith('s') ? '' : '_items')
  const check = ['npx', 'banyan', 'check'] as const
  const architecture = ['npx', 'vitest', 'run', 'tests/architecture'] as const
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
    const [command, ...args] = crossing.command
    const { code, output } = await run(command, ...args)
    tell(`${crossing.what} is caught`, code !== 0 && crossing.shows.test(output), output)
    if (before === null) await run('rm', place)
    else writeFileSync(place, before)
  }
  const migration = path.join(root, `modules/${other}/migrations/0002_reference.sql`)
  writeFileSync(migration, 'create table reference (user_id uuid references users.users (id));\n')
  const { code, output } = await run('npm', 'run', 'migrate')
  tell(
    'and by the database itself',
    code !== 0 && /0002_reference\.sql/.test(output) && /permission denied/.test(output),
    output,
  )
  await run('rm', migration)
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
