import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editConfig, readRoutes, splitRoutes } from './edit-config.js'
import type { Findings } from './findings.js'
import type { Load, User } from './load.js'
import { freePorts, type Process, pause, type Server } from '../support/processes.js'
import { startProxy, strangle } from './proxy.js'
import type { Release, Scene } from './scene.js'

/** Everything that runs while a scene is strangled. */
export interface Stage {
  readonly scene: Scene
  readonly findings: Findings
  /** Where the config is, and what it is called. */
  readonly root: string
  readonly config: string
  /** Of the proxy. */
  readonly origin: string
  readonly old: Server
  fresh: Server
  proxy: Process
  users: readonly User[]
  load: Load | null
}

/** Starts both sides, and puts the proxy in front with what `strangle init` finds in the access log of the API tests. */
export async function openStage(scene: Scene, findings: Findings): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'banyan-strangling-'))
  const config = join(root, 'strangler.config.json')
  const [old, fresh, port] = await Promise.all([scene.startOld(), scene.startNew('first'), freePorts()])
  const origin = `http://127.0.0.1:${port}`
  const init = [
    'init',
    '--config-only',
    '--legacy',
    old.origin,
    '--new',
    fresh.origin,
    '--port',
    String(port),
  ]

  findings.step('init: a proxy that changes nothing, then the routes from its access log')
  await strangle(root, ...init)
  const first = await startProxy(root)
  const { passed, failed, told } = await scene.runCollection(origin)
  findings.check(
    'the API tests pass through a proxy without routes',
    failed === 0,
    `${passed} passed ${told}`,
  )
  await first.stop()
  const log = first.lines.map(({ text }) => text).filter(text => text.startsWith('{'))
  writeFileSync(join(root, 'access.log'), `${log.join('\n')}\n`)
  await strangle(root, ...init, '--force', '--access-log', 'access.log')
  const found = readRoutes(config)
  const missing = scene.routes.filter(route => !found.has(route))
  findings.check(
    'init finds the routes in the access log',
    missing.length === 0,
    `${scene.routes.length - missing.length} of ${scene.routes.length} in ${log.length} lines${missing.map(each => `; not ${each}`).join('')}`,
  )
  splitRoutes(config, scene.moved)
  editConfig(config, [[['defaults'], { ...scene.defaults, ramp: quickRamp(4) }]])
  const proxy = await startProxy(root)
  const users = await scene.signIn(origin, 400)
  return { scene, findings, root, config, origin, old, fresh, proxy, users, load: null }
}

/** Steps of seconds in place of minutes, on evidence as strict as ever. */
export const quickRamp = (hold: number) => ({ steps: [5, 25, 50, 100], minimum: 10, hold, latencyFactor: 2 })

export async function closeStage({ scene, root, old, fresh, proxy, load }: Stage): Promise<void> {
  await load?.stop()
  await Promise.all([proxy.stop(), old.stop(), fresh.stop()])
  await scene.stop()
  rmSync(root, { recursive: true, force: true })
}

/** Starts a release beside the one that runs, and has the proxy send requests there; returns when it does. */
export async function deploy(
  stage: Stage,
  release: Release,
  edits: Parameters<typeof editConfig>[1] = [],
): Promise<number> {
  const before = stage.fresh
  const began = Date.now()
  stage.fresh = await stage.scene.startNew(release)
  editConfig(stage.config, [...edits, [['upstreams', 'new'], stage.fresh.origin]])
  const { at } = await stage.proxy.line(/was read anew/, began)
  void pause(2000).then(() => before.stop())
  return at
}

/** Runs the API tests through the proxy, and notes whether they pass. */
export async function checkCollection({ scene, findings, origin }: Stage, when: string): Promise<void> {
  const { passed, failed, told } = await scene.runCollection(origin)
  findings.check(
    `the API tests pass ${when}`,
    failed === 0,
    `${passed} passed${failed > 0 ? `, ${failed} failed: ${told}` : ''}`,
  )
}

/** Moves all routes of the scene, or some of them, with `strangle shift`. */
export async function shiftRoutes(
  { scene, root }: Stage,
  ids: readonly string[] | null,
  ...to: readonly string[]
) {
  for (const { id } of scene.moved)
    if (ids === null || ids.includes(id)) await strangle(root, 'shift', id, ...to)
}
