import { checkTogether } from '@shop/platform/config'
import { onStopSignal, tellFailure } from '@shop/platform/process'
import { createTelemetry } from '@shop/platform/telemetry'
import { compose } from './compose.js'
import { readSettings } from './environment.js'
import { modules } from './modules.js'
import { product } from './product.js'

const stopping = new AbortController()
try {
  const checks = modules.flatMap(({ checkEnvironment }) => checkEnvironment ?? [])
  checkTogether([() => readSettings(), ...checks])
  const settings = readSettings()
  const { logLevel: level, traces } = settings
  const telemetry = createTelemetry({
    service: product,
    level,
    ...(traces === null ? {} : { endpoint: traces }),
  })
  const { logger: log } = telemetry
  const starting = compose(settings, telemetry, { signal: stopping.signal })
  const stop = async () => {
    stopping.abort()
    log.info('Stopping: requests at work are given their time.')
    const started = await starting.catch(() => null)
    await started?.close()
    await telemetry.close()
    process.exit(0)
  }
  // While it starts already: the first process of a container is deaf for signals otherwise.
  onStopSignal(stop)
  const running = await starting
  const { address, port } = running.gateway.address
  log.info(`Listening on http://${address.includes(':') ? `[${address}]` : address}:${port}`)
} catch (error) {
  if (!stopping.signal.aborted) tellFailure(error)
}
