import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { type Bus, type BusOptions, createNatsBus, createOutboxBus } from '../../src/bus/index.js'

export const natsUrl = process.env.NATS_URL ?? ''

interface BusUnderTest {
  readonly skip: boolean
  readonly create: (options: BusOptions) => Bus
}

/** Every implementation of the bus by a name that tells why it is left out. */
export const buses: readonly (readonly [name: string, bus: BusUnderTest])[] = [
  ['the bus over the outboxes', { skip: false, create: createOutboxBus }],
  [
    natsUrl ? 'the bus over NATS' : 'the bus over NATS (left out: NATS_URL is not set)',
    { skip: !natsUrl, create: options => createNatsBus({ ...options, url: natsUrl }) },
  ],
]

export async function deleteStream(product: string): Promise<void> {
  if (!natsUrl) return
  const connection = await connect({ servers: natsUrl })
  await (await jetstreamManager(connection)).streams.delete(`${product}-events`).catch(() => {})
  await connection.close()
}
