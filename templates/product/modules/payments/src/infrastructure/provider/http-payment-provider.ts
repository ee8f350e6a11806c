import { z } from 'zod'
import { type PaymentProvider, ProviderUnavailable } from './payment-provider.js'
import { createProviderClient, type ProviderAnswer, type ProviderSettings } from './provider-client.js'

const charge = z.object({ id: z.string(), state: z.enum(['authorized', 'captured', 'voided', 'refunded']) })
const charges = z.object({ data: z.array(charge) })
const problem = z.object({ error: z.object({ code: z.string() }) })

/** The provider's charges and codes, turned into our words. Nothing of its vocabulary gets beyond this file. */
export function createHttpPaymentProvider(settings: ProviderSettings): PaymentProvider {
  const call = createProviderClient(settings)
  const post = (path: string, body: object, { key, signal }: { key: string; signal: AbortSignal }) =>
    call({ method: 'POST', path, body, key, signal })
  return {
    authorise: async ({ amount, currency, method, reference }, options) => {
      const body = {
        amount_minor: amount,
        currency: currency.toLowerCase(),
        source: method,
        metadata: { reference },
      }
      const answer = await post('/v1/charges', body, options)
      if (answer.status === 402) return { kind: 'refused', reason: codeOf(answer) }
      return { kind: 'authorised', authorisation: read(charge, answer).id }
    },
    capture: async (authorisation, options) => {
      read(charge, await post(`/v1/charges/${encodeURIComponent(authorisation)}/capture`, {}, options))
    },
    cancel: async (authorisation, options) => {
      const answer = await post(`/v1/charges/${encodeURIComponent(authorisation)}/cancel`, {}, options)
      if (answer.status !== 404) read(charge, answer)
    },
    findAuthorisation: async (key, { signal }) => {
      const path = `/v1/charges?idempotency_key=${encodeURIComponent(key)}`
      return read(charges, await call({ method: 'GET', path, signal })).data[0]?.id ?? null
    },
    refund: async ({ authorisation, amount, refundId, paymentId }, options) => {
      const body = {
        charge: authorisation,
        amount_minor: amount,
        metadata: { refund: refundId, payment: paymentId },
      }
      const answer = await post('/v1/refunds', body, options)
      if (answer.status === 402 || answer.status === 409) return { kind: 'refused', reason: codeOf(answer) }
      read(z.object({ id: z.string() }), answer)
      return { kind: 'accepted' }
    },
  }
}

function read<T extends z.ZodType>(schema: T, { status, body }: ProviderAnswer): z.output<T> {
  const parsed = schema.safeParse(body)
  if (status < 300 && parsed.success) return parsed.data
  throw new ProviderUnavailable(
    `The payment provider answered with ${status}: ${JSON.stringify(body).slice(0, 200)}`,
  )
}

function codeOf({ body }: ProviderAnswer): string {
  const parsed = problem.safeParse(body)
  return parsed.success ? parsed.data.error.code.replaceAll('_', '-') : 'unknown'
}
