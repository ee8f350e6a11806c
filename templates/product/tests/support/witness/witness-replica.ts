import { join } from 'node:path'
import { compose } from '@shop/monolith/compose'
import { readSettings } from '@shop/monolith/environment'
import { modules } from '@shop/monolith/modules'
import { createTelemetry } from '@shop/platform/telemetry'
import { createScribe } from '../scribe/scribe.js'
import { createWitness, type WitnessKind } from './witness.js'

/** A replica of the product with scribe and witness among its modules. Arguments: the kind of witness, and the folder of both. */
const [kind, support = ''] = process.argv.slice(2)
const telemetry = createTelemetry({ service: 'witness', level: 'warn' })
const running = await compose(readSettings(), telemetry, {
  modules: [
    ...modules,
    createScribe(support),
    createWitness(kind as WitnessKind, join(support, 'witness/migrations')),
  ],
  lease: 1_000,
})
process.stdout.write(`Listening on http://127.0.0.1:${running.gateway.address.port}\n`)
process.once('SIGTERM', async () => {
  await running.close()
  process.exit(0)
})
