// Shows Banyan at work on a copy of a small shop: `npm run demo`. Every step knows how it has to end; the demo stops
// at the first one that ends in another way. It runs in one process (`--import tsx`), so that nothing kills it while it
// cleans up after Ctrl-C.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters, styleText } from 'node:util'
import { type Edit, openDemoShop, violation } from './demo-shop.js'

interface Step {
  readonly say: string
  /** Edits made by hand before the command runs. */
  readonly edits?: readonly Edit[]
  readonly args: readonly string[]
  readonly code: number
  /** Texts that the output must hold. */
  readonly shows: readonly string[]
}

const publicApi: Edit = {
  file: 'src/modules/billing/index.ts',
  from: 'export { openInvoices }',
  to: 'export { draftInvoice, openInvoices }',
}

const properImport: Edit = {
  file: 'src/modules/orders/place-order.ts',
  from: "import { draftInvoice } from '../billing/invoice.js'",
  to: "import { draftInvoice } from '@shop/billing'",
}

const reportFolder = fileURLToPath(new URL('../../node_modules/.cache/banyan-demo/', import.meta.url))
const report = join(reportFolder, 'report.html')

const steps: readonly Step[] = [
  {
    say: 'Adopt the shop: find its modules, write the config, record what is wrong today.',
    args: ['init', '--yes'],
    code: 0,
    shows: ['Found 7 modules', 'Created banyan.config.json', 'Created .banyan/baseline/orders.json'],
  },
  {
    say: 'The check is green at once: what is known may stay, only what is new fails.',
    args: ['check'],
    code: 0,
    shows: ['known', 'PASSED'],
  },
  {
    say: 'Somebody takes a short cut: "catalog" imports a file from the inside of "users". The check is red.',
    edits: [violation],
    args: ['check'],
    code: 1,
    shows: ['src/modules/catalog/products.ts:2:1', 'private-import', 'undeclared-dependency', 'FAILED'],
  },
  {
    say: 'Why does "catalog" depend on "users"? Every import between them, by symbol.',
    args: ['explain', 'catalog', 'users'],
    code: 0,
    shows: ['hashPassword', 'src/modules/catalog/products.ts:2:1'],
  },
  {
    say: 'The modules as a diagram, for a README or a pull request.',
    args: ['graph', '--format', 'mermaid'],
    code: 0,
    shows: ['flowchart', 'catalog', '-->'],
  },
  {
    say: 'The short cut goes, and an old sin with it: "orders" now uses the public API of "billing". In CI the entry that is left in the baseline fails, so that what was fixed cannot come back.',
    edits: [{ ...violation, from: violation.to, to: violation.from }, publicApi, properImport],
    args: ['check', '--strict'],
    code: 1,
    shows: [
      'private-import: src/modules/orders/place-order.ts → billing (draftInvoice)',
      '1 stale entry',
      'FAILED',
    ],
  },
  {
    say: 'The baseline shrinks. It never grows by itself.',
    args: ['baseline', 'shrink'],
    code: 0,
    shows: ['1 entry', 'Deleted .banyan/baseline/orders.json'],
  },
  {
    say: 'Would Banyan notice if something were wrong? It plants a violation for every rule and pair of modules, in memory, and shows that each is found.',
    args: ['check', '--self-test'],
    code: 0,
    shows: ['private-import: fires', 'planted violations were found'],
  },
  {
    say: 'Green again, and a report that works offline: summary, findings, matrix, graph.',
    args: ['check', '--strict', '--report', `html=${report}`],
    code: 0,
    shows: ['known', 'PASSED', 'report.html'],
  },
]

// One decision for this output and for that of the commands: colours where somebody looks.
const color = process.stdout.isTTY === true && !process.env.NO_COLOR
/** Exit code once a signal came. The demo ends when the command at work has ended, which might write until then. */
let stopped = 0
process.on('SIGINT', () => {
  stopped = 130
})
process.on('SIGTERM', () => {
  stopped = 143
})
const shop = openDemoShop()
process.once('exit', shop.remove)

rmSync(reportFolder, { recursive: true, force: true })
mkdirSync(reportFolder, { recursive: true })
const began = performance.now()
console.log(`A small shop, copied to ${shop.root} (removed in the end).`)
console.log('"banyan" below is bin/run.js of this repository, run inside that folder.')
for (const [index, step] of steps.entries()) await runStep(step, index + 1)
if (!existsSync(report) || !readFileSync(report, 'utf8').startsWith('<!doctype html>'))
  fail(`No report in ${report}`)

console.log(`\nAll ${steps.length} steps ended as they must, in ${seconds(began)}.`)
console.log(`The report: ${report}\n`)
console.log(`On a repository of your own:
  cd your-repository
  node ${fileURLToPath(new URL('../../bin/run.js', import.meta.url))} init
Look at banyan.config.json, commit it together with .banyan/, and put "banyan check" into CI (docs/ci.md).`)

async function runStep({ say, edits = [], args, code, shows }: Step, number: number): Promise<void> {
  console.log(`\n${paint('bold', wrap(`${number}. ${say}`))}\n`)
  for (const edit of edits) {
    shop.edit(edit)
    showEdit(edit)
  }
  const shown = args.map(arg => (arg.includes(' ') ? `"${arg}"` : arg)).join(' ')
  console.log(paint('cyan', `$ banyan ${shown}`))
  const started = performance.now()
  const ended = await shop.banyan(args, color)
  if (stopped > 0) process.exit(stopped)
  const output = `${ended.stdout}${ended.stderr}`
  console.log(output.trimEnd())
  console.log(paint('dim', `exit code ${ended.code}, ${seconds(started)}`))
  if (ended.code !== code) fail(`Step ${number} should have ended with exit code ${code}.`)
  const missing = shows.filter(text => !stripVTControlCharacters(output).includes(text))
  if (missing.length > 0) fail(`Step ${number} should have shown: ${missing.join(' | ')}`)
}

function showEdit({ file, from, to }: Edit): void {
  const [before, after] = [from.trimEnd().split('\n'), to.trimEnd().split('\n')]
  console.log(paint('dim', `edited ${file}`))
  for (const line of before.filter(line => !after.includes(line))) console.log(paint('red', `- ${line}`))
  for (const line of after.filter(line => !before.includes(line))) console.log(paint('green', `+ ${line}`))
}

function wrap(text: string): string {
  return text.replace(/(.{1,100})(?: |$)/g, '$1\n').trimEnd()
}

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return color ? styleText(style, text, { validateStream: false }) : text
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function fail(message: string): never {
  console.error(`\nThe demo failed. ${message}`)
  process.exit(1)
}
