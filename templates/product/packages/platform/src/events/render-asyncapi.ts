import { collectSchemas, type NamedSchemas } from '../schema/index.js'
import type { EventDefinition } from './define-event.js'

export interface AsyncapiOptions {
  readonly title: string
  readonly version: string
  readonly events: readonly EventDefinition[]
}

/** AsyncAPI 3.0 as JSON. The same events always give the same text, whatever their order. */
export function renderAsyncapi({ title, version, events }: AsyncapiOptions): string {
  const schemas = collectSchemas('#/components/schemas/')
  const byName = new Map<string, EventDefinition>()
  for (const event of events) {
    if (byName.has(nameOf(event))) throw new Error(`${nameOf(event)} is defined twice`)
    byName.set(nameOf(event), event)
  }
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1))
  const collect = (
    describe: (event: EventDefinition, name: string) => unknown,
    rename = (name: string) => name,
  ) => Object.fromEntries(sorted.map(([name, event]) => [rename(name), describe(event, name)]))
  const messages = collect((event, name) => describeMessage(event, name, schemas))
  const document = {
    asyncapi: '3.0.0',
    info: { title, version },
    defaultContentType: 'application/json',
    channels: collect((event, name) => ({
      address: event.type,
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
    })),
    operations: collect(
      ({ description }, name) => ({
        action: 'send',
        description,
        channel: { $ref: `#/channels/${name}` },
        messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
      }),
      name => `publish.${name}`,
    ),
    components: { messages, schemas: schemas.all() },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function nameOf({ type, version }: EventDefinition): string {
  return `${type}.v${version}`
}

/** The whole envelope, as it is on its way. */
function describeMessage(
  { type, version, description, payload }: EventDefinition,
  name: string,
  schemas: NamedSchemas,
) {
  const nullable = { type: ['string', 'null'] }
  return {
    name,
    description,
    payload: {
      type: 'object',
      required: [
        'id',
        'type',
        'version',
        'key',
        'aggregateVersion',
        'payload',
        'occurredAt',
        'tenant',
        'traceparent',
      ],
      properties: {
        id: { type: 'string', format: 'uuid' },
        type: { const: type },
        version: { const: version },
        key: { type: 'string', description: 'Messages of one key keep their order' },
        aggregateVersion: {
          type: ['integer', 'null'],
          description: 'Of the aggregate after the change, where it counts its versions',
        },
        payload: schemas.add(`${name}.payload`, payload),
        occurredAt: { type: 'string', format: 'date-time' },
        tenant: nullable,
        traceparent: nullable,
      },
    },
  }
}
