import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineEvent, type EventDefinition, renderAsyncapi } from '../../src/events/index.js'

const payload = z.object({ userId: z.uuid(), at: z.iso.datetime() })
const signedUp = defineEvent({
  type: 'users.UserSignedUp',
  version: 2,
  description: 'Somebody signed up.',
  payload,
  key: ({ userId }) => userId,
})
const paid = defineEvent({
  type: 'payments.Paid',
  version: 1,
  description: 'Money came in.',
  payload: z.object({ cents: z.int() }),
  key: () => '',
})
const events = [signedUp, paid] as unknown as EventDefinition[]
const render = (list = events) => renderAsyncapi({ title: 'Shop', version: '1', events: list })

describe('the AsyncAPI document', () => {
  const document = JSON.parse(render())

  it('has a channel, a message and an operation for each event and version', () => {
    expect(document.channels['users.UserSignedUp.v2']).toEqual({
      address: 'users.UserSignedUp',
      messages: { 'users.UserSignedUp.v2': { $ref: '#/components/messages/users.UserSignedUp.v2' } },
    })
    expect(document.operations['publish.payments.Paid.v1']).toMatchObject({
      action: 'send',
      channel: { $ref: '#/channels/payments.Paid.v1' },
    })
  })

  it('describes the envelope with the payload in it', () => {
    const { properties } = document.components.messages['users.UserSignedUp.v2'].payload
    expect(properties).toMatchObject({
      aggregateVersion: { type: ['integer', 'null'] },
      type: { const: 'users.UserSignedUp' },
      version: { const: 2 },
      payload: { properties: { at: { type: 'string', format: 'date-time' } }, required: ['userId', 'at'] },
    })
  })

  it('is the same text whatever the order of the events', () => {
    expect(render([...events].reverse())).toBe(render())
  })

  it('is refused where an event is defined twice', () => {
    expect(() => render([...events, ...events])).toThrow('users.UserSignedUp.v2 is defined twice')
  })
})
