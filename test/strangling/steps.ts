import type { Phase } from './load.js'
import { startLoad } from './load.js'
import { editConfig, formOf, indexOfRoute } from './edit-config.js'
import { pause } from '../support/processes.js'
import { type RouteStatus, readStatus, startProxy } from './proxy.js'
import type { BrokenRelease } from './scene.js'
import { checkCollection, deploy, quickRamp, type Stage, shiftRoutes } from './stage.js'

export async function standInFront(stage: Stage): Promise<void> {
  stage.findings.step('everything on the old side')
  await checkCollection(stage, 'with everything on the old side')
  const status = await readStatus(stage.root)
  const elsewhere = [...status.values()].filter(({ mode }) => mode !== 'legacy')
  stage.findings.check('all routes are in mode legacy', elsewhere.length === 0, `${status.size} routes`)
}

export async function compareInShadow(stage: Stage): Promise<void> {
  const { scene, findings } = stage
  findings.step('shadow: the first release of the new side gets copies')
  stage.load = startLoad(stage.origin, stage.users, scene.rate)
  await shiftRoutes(stage, null, '--mode', 'shadow')
  await Promise.all([pause(8000), checkCollection(stage, 'while copies are compared')])
  const first = await readStatus(stage.root)
  for (const [id, pattern] of Object.entries(scene.differs)) {
    const own = first.get(id)
    const place = own?.compared.paths.find(each => each.pattern === pattern)
    findings.check(`${id} is told to differ at ${pattern}`, (place?.count ?? 0) > 0, describeComparison(own))
  }
  for (const id of Object.keys(scene.ignored))
    findings.check(
      `${id} is told to differ`,
      (first.get(id)?.differenceRate ?? 0) > 0.5,
      describeComparison(first.get(id)),
    )
  checkClients(stage, 'shadow', stage.load.endPhase())

  findings.step('shadow: repaired, and what is meant to differ is ignored')
  const edits = Object.entries(scene.ignored).map(
    ([id, ignore]) => [['routes', indexOfRoute(stage.config, id), 'compare'], { ignore }] as const,
  )
  await deploy(
    stage,
    'good',
    edits.map(([place, value]) => [[...place], value]),
  )
  await pause(1000)
  await shiftRoutes(stage, null, '--mode', 'legacy')
  await pause(500)
  await shiftRoutes(stage, null, '--mode', 'shadow')
  await pause(8000)
  const second = await readStatus(stage.root)
  for (const { id, methods } of scene.moved) {
    const own = second.get(id)
    if (!methods.includes('GET')) continue
    findings.check(`${id} does not differ any more`, own?.differenceRate === 0, describeComparison(own))
  }
  checkClients(stage, 'shadow', stage.load.endPhase())
}

export async function rampUp(stage: Stage): Promise<void> {
  const { scene, findings } = stage
  findings.step('canary: 5, 25, 50, 100 % by itself, under load')
  const began = Date.now()
  stage.load?.endPhase(true)
  await shiftRoutes(stage, null, '--mode', 'canary')
  for (const deadline = began + 180_000; Date.now() < deadline; ) {
    const { failed, passed, told } = await scene.runCollection(stage.origin)
    if (failed > 0) findings.check('the API tests pass during the ramp', false, told)
    const shares = [...(await readStatus(stage.root)).values()]
      .filter(each => isMoved(stage, each))
      .map(each => each.share)
    if (shares.every(share => share === 100)) {
      findings.check(
        'the API tests pass again and again during the ramp',
        failed === 0,
        `${passed} passed each time`,
      )
      break
    }
    await pause(1000)
  }
  const seconds = (Date.now() - began) / 1000
  for (const { id } of scene.moved) {
    const steps = stage.proxy.lines
      .filter(({ at }) => at >= began)
      .map(({ text }) => new RegExp(`${id} moved to canary, (\\d+) %`).exec(text)?.[1])
      .filter(step => step !== undefined && step !== '0')
    findings.check(
      `${id} took each step`,
      steps.join() === '5,25,50,100',
      `${steps.join(', ')} % in ${seconds.toFixed(0)} s`,
    )
  }
  checkClients(stage, 'ramp', stage.load?.endPhase())
}

export async function finishMoving(stage: Stage): Promise<void> {
  const { scene, findings, old } = stage
  findings.step('new: the old side is not needed for what has moved')
  await shiftRoutes(stage, null, '--mode', 'new')
  await pause(1000)
  const since = Date.now()
  stage.load?.endPhase()
  await Promise.all([pause(5000), checkCollection(stage, 'with half of the routes on the new side')])
  const phase = stage.load?.endPhase()
  checkClients(stage, 'new', phase)
  const moved = [...(phase?.routes ?? [])].filter(([id]) => id !== '')
  const stayed = moved.reduce((sum, [, { requests, fresh }]) => sum + requests - fresh, 0)
  findings.check(
    'the new side answers all of it',
    stayed === 0,
    `${moved.reduce((sum, [, each]) => sum + each.fresh, 0)} requests`,
  )
  const patterns = scene.moved.map(({ methods, path }) => ({ methods, path: toExpression(path) }))
  const hits =
    // A path that other routes have, too, such as /articles/feed beside /articles/:slug, counts once.
    old.lines
      .filter(({ at }) => at > since)
      .map(({ text }) => scene.readOldLog(text))
      .filter(
        hit =>
          hit !== null &&
          patterns.some(each => each.methods.includes(hit.method) && each.path.test(hit.path)),
      ).length
  findings.check('the log of the old side has none of it', hits === 0, `${hits} lines`)
  const status = [...(await readStatus(stage.root)).values()].filter(each => isMoved(stage, each))
  findings.check(
    'so says the status',
    status.every(({ mode, legacyHits }) => mode === 'new' && legacyHits === 0),
    `${status.length} routes in mode new, ${status.reduce((sum, each) => sum + each.legacyHits, 0)} hits on the old side`,
  )
}

export async function breakRelease(stage: Stage, broken: BrokenRelease): Promise<void> {
  const { findings } = stage
  const { release, routes, reason } = broken
  findings.step(`a broken release: ${release}`)
  editConfig(stage.config, [[['defaults', 'ramp'], quickRamp(600)]])
  await shiftRoutes(stage, null, '--mode', 'canary', '--share', '50')
  stage.load?.focus(routes[0] ?? null, broken.focus)
  await pause(8000)
  const calm = stage.load?.endPhase(true)
  findings.check('before it nothing fails', calm?.failed === 0, calm?.failures.join('; '))
  const deployed = await deploy(stage, release)
  const seconds = new Map<string, number>()
  for (const id of routes) {
    const line = await stage.proxy.line(new RegExp(`${id} was rolled back`), deployed).catch(() => null)
    if (line !== null) seconds.set(id, (line.at - deployed) / 1000)
  }
  await pause(2000)
  const seen = stage.load?.endPhase()
  const status = await readStatus(stage.root)
  for (const id of routes) {
    const own = status.get(id)
    const failed = seen?.routes.get(id)?.failed ?? 0
    const { affected } = own ?? {}
    findings.check(
      `${id} is rolled back by itself`,
      own?.halted != null && reason.test(own.halted),
      `${seconds.get(id)?.toFixed(1) ?? '–'} s; ${own?.halted}`,
    )
    findings.check(
      `the proxy and the clients count the same failures of ${id}`,
      affected?.failed === failed,
      `proxy: ${affected?.failed} of ${affected?.requests} on the new side, clients: ${failed}`,
    )
  }
  const wrongly = [...status.values()].filter(
    ({ route, halted }) => halted !== null && !routes.includes(route),
  )
  findings.check(
    'no other route is rolled back',
    wrongly.length === 0,
    wrongly.map(({ route, halted }) => `${route}: ${halted}`).join('; '),
  )
  await Promise.all([pause(3000), checkCollection(stage, 'after the rollback')])
  const after = stage.load?.endPhase()
  findings.check(
    'after it nothing fails',
    after?.failed === 0,
    `${after?.requests} requests ${after?.failures.join('; ')}`,
  )
}

export async function restartProxy(stage: Stage): Promise<void> {
  const { findings } = stage
  findings.step('kill -9 of the proxy')
  const before = await readStatus(stage.root)
  await stage.load?.stop()
  await stage.proxy.stop('SIGKILL')
  stage.proxy = await startProxy(stage.root)
  const after = await readStatus(stage.root)
  const keep = (status: ReadonlyMap<string, RouteStatus>) =>
    JSON.stringify(
      [...status.values()].map(({ route, mode, share, halted, affected }) => ({
        route,
        mode,
        share,
        halted,
        affected,
      })),
    )
  const halted = [...after.values()].filter(each => each.halted !== null)
  findings.check(
    'nothing is forgotten',
    keep(before) === keep(after),
    `${halted.length} routes still rolled back`,
  )
  stage.load = startLoad(stage.origin, stage.users, stage.scene.rate)
  await pause(3000)
  const phase = stage.load.endPhase()
  const fresh = halted.reduce((sum, { route }) => sum + (phase.routes.get(route)?.fresh ?? 0), 0)
  findings.check(
    'what was rolled back stays on the old side',
    fresh === 0 && phase.failed === 0,
    `${phase.requests} requests`,
  )
}

function checkClients({ findings }: Stage, during: string, phase: Phase | undefined): void {
  if (phase === undefined) return
  const { requests, fresh, failed, flips, failures } = phase
  findings.check(
    `no client notices (${during})`,
    failed === 0 && flips === 0 && requests > 0,
    `${requests} requests, ${(requests / phase.seconds).toFixed(0)} a second, ${fresh} of them on the new side, ${failed} failed, ${flips} flips${failures.map(each => `; ${each}`).join('')}`,
  )
}

const isMoved = ({ scene }: Stage, { route }: RouteStatus) => scene.moved.some(({ id }) => id === route)

function describeComparison(own: RouteStatus | undefined): string {
  if (own === undefined) return 'no such route'
  const { compared, different, paths } = own.compared
  const places = paths.map(({ pattern, count, verdict }) => `${pattern} ${count} × (${verdict})`)
  return `${different} of ${compared} differ${places.length > 0 ? `: ${places.join(', ')}` : ''}`
}

function toExpression(path: string): RegExp {
  return new RegExp(
    `^${formOf(path)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(':', '[^/]+')}$`,
  )
}
