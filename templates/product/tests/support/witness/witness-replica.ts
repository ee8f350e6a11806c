import { compose } from '@shop/monolith/compose'
import { readSettings } from '@shop/monolith/environment'
import { modules } from '@shop/monolith/modules'
import { createTelemetry } from '@shop/platform/telemetry'
import { createWitness, type WitnessKind } from './witness.js'

/** A replica of the product with the witness among its modules. Arguments: the kind of witness, and where its migrations are. */
const [kind, migrations = ''] = process.argv.slice(2)
const telemetry = createTelemetry({ service: 'witness', level: 'warn' })
const running = await compose(readSettings(), telemetry, {
  modules: [...modules, createWitness(kind as WitnessKind, migrations)],
  lease: 1_000,
})
process.stdout.write(`Listening on http://127.0.0.1:${running.gateway.address.port}\n`)
process.once('SIGTERM', async () => {
  await running.close()
  process.exit(0)
})
