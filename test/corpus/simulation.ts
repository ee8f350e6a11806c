// Runs the tests of real repositories with remote semantics at a module's border, and prints what was found.
//
//   npx tsx test/corpus/simulation.ts <root> [module] [--outside] [--sync] [--baselines n] [--command c]
//     [--rebuilt A,B] [--share 0.2] [--limit minutes] [--json file] [-- paths of tests]
//
// The repository is installed already; nothing in it changes. Without a module it lists those that there are. Operations
// are what is called over the border and answers with a promise; with --sync, all that is called.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openModules } from '../../src/api/open-modules.js'
import { chooseFiles } from '../../src/extract/program/choose-files.js'
import { openProgram } from '../../src/extract/program/open-program.js'
import { deriveSeam } from '../../src/extract/seam/derive-seam.js'
import type { CrossingSymbol, Seam } from '../../src/extract/seam/seam.js'
import type { SimulatedOperation } from '../../src/extract/simulation/index.js'
import { simulate, type Simulation } from '../../src/extract/simulation/index.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    outside: { type: 'boolean', default: false },
    sync: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    baselines: { type: 'string' },
    command: { type: 'string' },
    rebuilt: { type: 'string', default: '' },
    share: { type: 'string' },
    limit: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
})
const [root = '.', module, ...only] = positionals

const { graph } = await openModules({ root, cacheFolder: null })
const found = module === undefined ? undefined : graph.modules.get(module)
if (found === undefined) {
  console.log(
    [...graph.modules]
      .map(([name, { path: folder, files }]) => `${name} (${folder}, ${files.length} files)`)
      .join('\n'),
  )
  process.exit(module === undefined ? 0 : 2)
}
const seam = deriveSeam(openProgram({ graph, paths: chooseFiles(graph, found.name) }), found.name)
const operations = operationsOf(seam)
console.log(`${operations.length} operations`)
const simulation = await simulate({
  root: graph.root,
  module: found.name,
  moduleFiles: found.files,
  operations,
  wire: { rebuilt: values.rebuilt.split(',').filter(Boolean) },
  tests: {
    only,
    command: values.command ?? null,
    baselines: values.baselines === undefined ? null : Number(values.baselines),
    timeLimit: Number(values.limit) * 60_000,
    ownTests: values.outside ? 'outside' : 'inside',
  },
  faults:
    values.share === undefined ? null : { share: Number(values.share), every: null, when: 'before', seed: 1 },
  keep: values.keep,
  onStep: step => console.log(step),
})
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(simulation, null, 1))
print(simulation)

function operationsOf({ inbound, outbound }: Seam): readonly SimulatedOperation[] {
  const all = [...inbound, ...outbound].flatMap(symbol => [ofSymbol(symbol), ...ofMembers(symbol)].flat())
  return [...new Map(all.map(each => [each.id, each])).values()]
}

function ofSymbol({
  name,
  place,
  direction,
  answer,
  crossings,
  kind,
}: CrossingSymbol): readonly SimulatedOperation[] {
  const called = crossings.some(({ usage, member }) => usage === 'call' && member === null)
  if (!called || kind === 'class' || !isWanted(answer)) return []
  return [{ id: name, file: place.file, symbol: name, member: null, direction, answer }]
}

function ofMembers({
  name,
  place,
  direction,
  members,
  crossings,
}: CrossingSymbol): readonly SimulatedOperation[] {
  return members
    .filter(
      ({ name: member, answer }) =>
        isWanted(answer) && crossings.some(each => each.member === member && each.usage === 'call'),
    )
    .map(({ name: member, answer }) => ({
      id: `${name}.${member}`,
      file: place.file,
      symbol: name,
      member,
      direction,
      answer,
    }))
}

function isWanted(answer: SimulatedOperation['answer']): boolean {
  return values.sync || answer !== 'value'
}

function print({
  verdict,
  command,
  copied,
  runs,
  failingBefore,
  flaky,
  differences,
  crossed,
  operations: reports,
}: Simulation): void {
  console.log(
    `\n${verdict}; ${crossed} of ${reports.length} operations crossed; copied ${copied.files} files, ${Math.round(copied.bytes / 2 ** 20)} MB`,
    copied.kept ?? '',
  )
  console.log(command)
  for (const run of runs)
    console.log(
      `${run.round}: ${run.passed} passed, ${run.failed} failed, ${run.skipped} skipped, ${run.end}, ${Math.round(run.milliseconds / 1000)} s`,
    )
  if (runs.some(({ end }) => end !== 'finished')) console.log(runs.at(-1)?.told)
  console.log(`${failingBefore.length} failed before, ${flaky.length} flaky`)
  for (const each of differences)
    console.log(
      `${each.round}: ${each.file} › ${each.name}: ${each.before} → ${each.after} [${each.operations.join(', ')}]\n    ${(each.message ?? '').split('\n').slice(0, 3).join('\n    ')}`,
    )
  for (const { operation, crossings, observations, refused } of reports) {
    if (crossings === 0 && refused === null) continue
    console.log(
      `${operation.direction} ${operation.id} ×${crossings}${refused === null ? '' : ` refused: ${refused.reason}`}`,
    )
    for (const { kind, path: at, detail, tests } of observations)
      console.log(`    ${kind} ${at ?? ''} ${detail ?? ''} (${tests.length} tests)`)
  }
}
