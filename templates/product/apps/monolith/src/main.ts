import { createTelemetry } from '@shop/platform/telemetry'
import { compose } from './compose.js'
import { readSettings } from './environment.js'
import { product } from './product.js'
import { tellFailure } from './tell-failure.js'

try {
  const settings = readSettings()
  const { logLevel: level, traces } = settings
  const telemetry = createTelemetry({
    service: product,
    level,
    ...(traces === null ? {} : { endpoint: traces }),
  })
  const { logger: log } = telemetry
  const running = await compose(settings, telemetry)
  const { address, port } = running.gateway.address
  log.info(`Listening on http://${address.includes(':') ? `[${address}]` : address}:${port}`)
  log.info(`Operations on ${running.operationsOrigin}`)
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    log.info('Stopping: requests at work are given their time.')
    await running.close()
    await telemetry.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
} catch (error) {
  tellFailure(error)
}
