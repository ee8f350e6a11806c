import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from './measure.js'

/** A module as `init` found it, for the peers' configs. */
export interface Zone {
  readonly name: string
  readonly path: string
  readonly dependsOn: readonly string[]
}

/** Where the peers' programs are; those left out are not measured. */
export interface PeerPrograms {
  readonly revDep?: string
  readonly fallow?: string
  readonly dependencyCruiser: boolean
}

interface PeerRequest {
  readonly root: string
  readonly zones: readonly Zone[]
  readonly programs: PeerPrograms
  /** A folder outside of the root for the peers' configs and caches. */
  readonly scratch: string
}

/** The peers' jobs: the same boundaries and cycles where a peer knows boundaries, cycles alone where it does not. */
export function peerJobs(request: PeerRequest): Job[] {
  const { programs } = request
  return [
    ...(programs.revDep === undefined ? [] : [revDepJob(request, programs.revDep)]),
    ...(programs.fallow === undefined ? [] : fallowJobs(request, programs.fallow)),
    ...(programs.dependencyCruiser ? [dependencyCruiserJob(request)] : []),
  ]
}

function revDepJob({ root }: PeerRequest, program: string): Job {
  const command = [
    program,
    'circular',
    '--cwd',
    root,
    '--algorithm',
    'SCC',
    '--follow-monorepo-packages',
  ] as const
  // Its exit code is the number of cycles.
  const ok = Array.from({ length: 256 }, (_, code) => code)
  return { name: 'rev-dep, cycles only', command: [...command], cwd: root, ok }
}

function fallowJobs({ root, zones, scratch }: PeerRequest, program: string): Job[] {
  const config = join(scratch, 'fallow.json')
  writeFileSync(
    config,
    JSON.stringify({
      boundaries: {
        zones: zones.map(({ name, path }) => ({ name, patterns: [`${path}/**`] })),
        rules: zones.map(({ name, dependsOn }) => ({ from: name, allow: dependsOn })),
      },
    }),
  )
  const command = [
    program,
    'architecture',
    '--cycles',
    '--boundaries',
    '-r',
    root,
    '-c',
    config,
    '-f',
    'json',
  ] as const
  return [
    { name: 'fallow, cold', command: [...command, '--no-cache'], cwd: root, ok: [0, 1] },
    { name: 'fallow, warm', command: [...command], cwd: root, ok: [0, 1] },
  ]
}

function dependencyCruiserJob({ root, zones, scratch }: PeerRequest): Job {
  const config = join(scratch, 'dependency-cruiser.cjs')
  const folder = (path: string) => `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/`
  const forbidden = zones.map(zone => ({
    name: `undeclared from ${zone.name}`,
    severity: 'error',
    from: { path: folder(zone.path) },
    to: {
      path: zones
        .filter(({ name }) => name !== zone.name && !zone.dependsOn.includes(name))
        .map(({ path }) => folder(path)),
      pathNot: [
        folder(zone.path),
        ...zones.filter(({ name }) => zone.dependsOn.includes(name)).map(({ path }) => folder(path)),
      ],
    },
  }))
  const rules = [
    ...forbidden.filter(({ to }) => to.path.length > 0),
    { name: 'cycles', severity: 'warn', from: {}, to: { circular: true } },
  ]
  const options = {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    ...(existsSync(join(root, 'tsconfig.json')) ? { tsConfig: { fileName: 'tsconfig.json' } } : {}),
  }
  writeFileSync(config, `module.exports = ${JSON.stringify({ forbidden: rules, options })}`)
  const program = join(import.meta.dirname, '../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const folders = [...new Set(zones.map(({ path }) => path.split('/')[0] as string))]
  return {
    name: 'dependency-cruiser, one run',
    once: true,
    command: [
      process.execPath,
      '--max-old-space-size=8000',
      program,
      '--config',
      config,
      '--output-type',
      'err',
      ...folders,
    ],
    cwd: root,
    ok: Array.from({ length: 256 }, (_, code) => code),
    proof: /dependencies cruised/,
  }
}
