import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ts } from 'ts-morph'
import { withSection } from '../marked-section.js'
import { type Job, measure, type Run } from '../measure.js'

/**
 * Measures `banyan extract --dry-run`, for one module and for all of them, beside `tsc --noEmit` of the same package, and
 * writes its section of docs/benchmarks.md.
 *
 *     npm run bench:extract -- [--rounds 3] <folder of a package>#<module> …
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, patience: { type: 'string', default: '600' } },
})

const repository = resolve(import.meta.dirname, '../../..')
const banyan = join(repository, 'bin/run.js')
const compiler = join(repository, 'node_modules/typescript/bin/tsc')
const page = join(repository, 'docs/benchmarks.md')
const tables: string[] = []

for (const each of positionals) {
  const [folder = '', module = ''] = each.split('#')
  tables.push(benchmark(resolve(folder), module))
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n'
  writeFileSync(page, withSection(before, 'extract', section()))
}

function benchmark(root: string, module: string): string {
  const { filesRead, module: read } = extractionOf(root, module)
  const patience = Number(values.patience)
  const jobs: Job[] = [
    { name: `banyan, ${read.name}`, command: extractCommand(root, module), cwd: root, ok: [0, 1], patience },
    { name: 'banyan, each module', command: eachCommand(root), cwd: root, ok: [0], patience },
    // Errors of its own, as of what is generated before a build, do not keep the compiler from checking the rest.
    {
      name: 'tsc --noEmit',
      command: [process.execPath, compiler, '--noEmit', '-p', '.'],
      cwd: root,
      ok: [0, 1, 2],
      patience,
    },
  ]
  const runs = measure(jobs, Number(values.rounds))
  return table(`${basename(root)}, ${filesRead} files read around ${read.name} (${read.files} files)`, {
    runs,
    filesRead,
  })
}

function extractCommand(root: string, module: string): Job['command'] {
  return [
    process.execPath,
    banyan,
    'extract',
    module,
    '--dry-run',
    '--root',
    root,
    '--no-cache',
    '--format',
    'json',
  ]
}

function eachCommand(root: string): Job['command'] {
  const library = pathToFileURL(join(repository, 'dist/index.js')).href
  const code = `import { extractEach } from ${JSON.stringify(library)}
for await (const each of extractEach({ root: ${JSON.stringify(root)}, cacheFolder: null })) void each`
  return [process.execPath, '--input-type=module', '--eval', code]
}

interface Told {
  readonly filesRead: number
  readonly module: { readonly name: string; readonly files: number }
}

function extractionOf(root: string, module: string): Told {
  const [program, ...rest] = extractCommand(root, module)
  const { stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (stdout === '') throw new Error(`Nothing is told of ${module}:\n${stderr}`)
  return JSON.parse(stdout) as Told
}

interface Measured {
  readonly runs: ReadonlyMap<string, Run>
  readonly filesRead: number
}

function table(title: string, { runs, filesRead }: Measured): string {
  const peer = runs.get('tsc --noEmit')
  const rows = [...runs].map(([name, { milliseconds, cpu, megabytes }]) => {
    if (!Number.isFinite(milliseconds) || cpu === null)
      return `| ${name} | stopped after ${values.patience} s | | | | | |`
    const ofPeer = (own: number, its: number | null | undefined) =>
      its === null || its === undefined ? '' : (own / its).toFixed(2)
    return `| ${name} | ${seconds(milliseconds)} | ${seconds(cpu)} | ${ofPeer(milliseconds, peer?.milliseconds)} | ${ofPeer(cpu, peer?.cpu)} | ${seconds((cpu / filesRead) * 1000)} | ${megabytes === null ? '' : `${Math.round(megabytes)} MB`} |`
  })
  return [
    `### ${title}`,
    '',
    '| run | wall | CPU | wall, times tsc | CPU, times tsc | CPU per 1,000 files | peak memory |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function section(): string {
  return `## Extraction

Written by \`npm run bench:extract\`: \`banyan extract <module> --dry-run\` and all modules of a package in one process, beside
\`tsc --noEmit\` of the same package; whole processes without a cache, medians of ${values.rounds} ${values.rounds === '1' ? 'round' : 'rounds'} in which all take turns. Absolute figures
mean little; look at the ratios. Node ${process.versions.node}, TypeScript ${ts.version} in ours, ${availableParallelism()} cores. Files that are read are those of the
package; declarations of its libraries come on top, in ours as in tsc, and are most of the work where a package is small. Load of the
machine over the last quarter of an hour: ${(loadavg()[2] ?? 0).toFixed(1)}; where it is above the cores, wall time is that of others.

${tables.join('\n\n')}
`
}
