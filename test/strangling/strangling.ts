import { parseArgs } from 'node:util'
import { openFindings } from './findings.js'
import { openLibrary } from './library.js'
import { closeStage, deploy, openStage } from './stage.js'
import { breakRelease, compareInShadow, finishMoving, rampUp, restartProxy, standInFront } from './steps.js'

/**
 * Strangles an old system for real: proxy in front, shadow, canary under load, new side, broken releases, restart. Each
 * step is checked; the API tests of the old system have to pass through the proxy all the time.
 *
 *     npm run strangling [-- --checkout <path of avanelli/fastify-realworld-example-app>]
 */
const { values } = parseArgs({ options: { checkout: { type: 'string' } } })
const findings = openFindings(line => console.log(line))
const scene =
  values.checkout === undefined
    ? await openLibrary()
    : await (await import('./realworld.js')).openRealworld(values.checkout)
console.log(`Strangling: ${scene.name}`)
const stage = await openStage(scene, findings)
try {
  await standInFront(stage)
  await compareInShadow(stage)
  await rampUp(stage)
  await finishMoving(stage)
  for (const broken of scene.broken) {
    await breakRelease(stage, broken)
    if (broken !== scene.broken.at(-1)) await deploy(stage, 'good')
  }
  await restartProxy(stage)
} finally {
  await closeStage(stage)
}
console.log(`\n${findings.passed()} claims held, ${findings.failed()} did not.`)
process.exitCode = findings.failed() === 0 ? 0 : 1
