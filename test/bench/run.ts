import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sectionOf } from './marked-section.js'
import { type Job, measure, type Run } from './measure.js'
import { peerJobs, type Zone } from './peers.js'
import { synthetics, writeSynthetic } from './synthetic.js'

/**
 * Measures `banyan check` beside its peers on checkouts and on synthetic projects, whole processes, medians, all in one
 * run, and writes docs/benchmarks.md.
 *
 *     npm run bench -- [--rounds 5] [--rev-dep PROGRAM] [--fallow PROGRAM] [--dependency-cruiser] [checkout …]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    'rev-dep': { type: 'string' },
    fallow: { type: 'string' },
    'dependency-cruiser': { type: 'boolean', default: false },
    'no-synthetic': { type: 'boolean', default: false },
  },
})

const banyan = resolve(import.meta.dirname, '../../bin/run.js')
const target = resolve(import.meta.dirname, '../../docs/benchmarks.md')
const sections: string[] = []
/** What the other benchmarks have written stays. */
const kept = ['proxy', 'gateway', 'extract']
  .map(name => (existsSync(target) ? sectionOf(readFileSync(target, 'utf8'), name) : ''))
  .filter(section => section !== '')
  .join('\n\n')

/** Written after each project, so that an interrupted run leaves what it has measured. */
function record(section: string): void {
  sections.push(section)
  writeFileSync(target, kept === '' ? page(sections) : `${page(sections)}\n${kept}\n`)
}

for (const checkout of positionals) {
  withFolder(root => {
    cpSync(checkout, root, {
      recursive: true,
      verbatimSymlinks: true,
      filter: path => !path.includes('node_modules'),
    })
    record(benchmark(basename(resolve(checkout)), root))
  })
}
if (!values['no-synthetic']) {
  for (const synthetic of synthetics) {
    withFolder(root => {
      writeSynthetic(root, synthetic)
      record(benchmark(`synthetic, ${synthetic.shape}, ${synthetic.modules} modules`, root))
    })
  }
}

function withFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
  try {
    use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function benchmark(name: string, root: string): string {
  const scratch = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
  const cacheFolder = join(scratch, 'cache')
  try {
    adopt(root)
    const found = describe(root)
    const check = [process.execPath, banyan, 'check', '--root', root, '--format', 'json'] as const
    const edited = join(root, found.file)
    const jobs: Job[] = [
      { name: 'banyan, cold', command: [...check, '--no-cache'], cwd: root, ok: [0] },
      { name: 'banyan, warm', command: [...check, '--cache-dir', cacheFolder], cwd: root, ok: [0] },
      {
        name: 'banyan, one file edited',
        command: [...check, '--cache-dir', cacheFolder],
        cwd: root,
        ok: [0],
        before: () => appendFileSync(edited, `\n// edited ${Date.now()}\n`),
      },
      ...peerJobs({
        root,
        zones: found.zones,
        scratch,
        programs: {
          ...(values['rev-dep'] === undefined ? {} : { revDep: resolve(values['rev-dep']) }),
          ...(values.fallow === undefined ? {} : { fallow: resolve(values.fallow) }),
          dependencyCruiser: values['dependency-cruiser'] && !/, (?!plain, 100)/.test(name),
        },
      }),
    ]
    measure(jobs.slice(1, 2), 2)
    const runs = measure(jobs, Number(values.rounds))
    console.log(name, Object.fromEntries([...runs].map(([job, run]) => [job, Math.round(run.milliseconds)])))
    return table(`${name}: ${found.files} files, ${found.edges} imports, ${found.modules} modules`, runs)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** `init` with all that it proposes: the rules that a user would run with. */
function adopt(root: string): void {
  if (existsSync(join(root, 'banyan.config.json'))) return
  const result = spawnSync(process.execPath, [banyan, 'init', '--yes', '--root', root, '--no-cache'], {
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`init ended with ${result.status}:\n${result.stderr}`)
}

function describe(root: string) {
  const result = spawnSync(
    process.execPath,
    [banyan, 'graph', '--root', root, '--no-cache', '--format', 'json', '--level', 'module'],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  )
  const graph = JSON.parse(result.stdout) as {
    modules: { name: string; path: string }[]
    edges: { from: string; to: string }[]
  }
  const check = spawnSync(
    process.execPath,
    [banyan, 'check', '--root', root, '--no-cache', '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  )
  const counts = JSON.parse(check.stdout) as { files: number; edges: number; modules: number }
  const zones: Zone[] = graph.modules
    .filter(({ path }) => path !== '')
    .map(({ name, path }) => ({
      name,
      path,
      dependsOn: graph.edges.filter(edge => edge.from === name).map(edge => edge.to),
    }))
  const listed = spawnSync('git', ['ls-files', '-co', '*.ts'], { cwd: root, encoding: 'utf8' }).stdout.split(
    '\n',
  )
  const file = listed.find(path => /[^d]\.ts$/.test(path) && existsSync(join(root, path))) ?? 'src/main.ts'
  return { ...counts, zones, file }
}

function table(title: string, runs: ReadonlyMap<string, Run>): string {
  const cold = runs.get('banyan, cold')?.milliseconds ?? 1
  const rows = [...runs].map(([name, { milliseconds, megabytes }]) => {
    const isDone = Number.isFinite(milliseconds)
    const time = isDone ? `${(milliseconds / 1000).toFixed(2)} s` : 'stopped after 120 s'
    return `| ${name} | ${time} | ${isDone ? (milliseconds / cold).toFixed(2) : ''} | ${megabytes === null ? '' : `${Math.round(megabytes)} MB`} |`
  })
  return [
    `## ${title}`,
    '',
    '| run | median | beside our cold run | peak memory |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function page(tables: readonly string[]): string {
  const versions = `Node ${process.versions.node}, ${cpus().length} cores`
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`: whole processes, medians of ${values.rounds} rounds in which all programs take turns. ${versions}.`,
    'Absolute times mean little; look at the ratios. Below 1.00 is faster than our cold run.',
    '',
    'All programs get the modules and dependencies that `init` finds: Banyan checks all rules that `init` switches on, fallow and',
    'dependency-cruiser boundaries and cycles, rev-dep cycles alone.',
    '',
    ...tables,
  ].join('\n')
}
