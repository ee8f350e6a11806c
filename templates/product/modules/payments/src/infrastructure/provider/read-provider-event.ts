import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What the provider tells, in our words. `other` is nothing that we wait for. */
export type ProviderEvent =
  | {
      readonly kind: 'refund'
      readonly id: string
      readonly paymentId: string
      readonly refundId: string
      /** Null where it was paid back. */
      readonly reason: string | null
    }
  | { readonly kind: 'other'; readonly id: string }

const header = /^t=(\d{1,12}),v1=([\da-f]{64})$/

/** `t=<seconds since 1970>,v1=<HMAC-SHA256 of "seconds.body">`. Old ones are refused: somebody may have kept them. */
export function isSigned(
  { body, signature }: { readonly body: string; readonly signature: string },
  { secret, now, tolerance }: { readonly secret: string; readonly now: Date; readonly tolerance: number },
): boolean {
  const [, seconds = '', given = ''] = header.exec(signature) ?? []
  if (seconds === '') return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return false
  return Math.abs(now.getTime() - Number(seconds) * 1_000) <= tolerance
}

const envelope = z.object({ id: z.string().min(1).max(200), type: z.string() })
const refund = z.object({
  metadata: z.object({ payment: z.uuid(), refund: z.string() }),
  failure_code: z.string().optional(),
})
const refundEvents = ['refund.failed', 'refund.succeeded']

/** Null where it is no event of the provider. */
export function readProviderEvent(body: string): ProviderEvent | null {
  const json = parseJson(body)
  const head = envelope.safeParse(json)
  if (!head.success) return null
  const { id, type } = head.data
  if (!refundEvents.includes(type)) return { kind: 'other', id }
  const parsed = z.object({ data: refund }).safeParse(json)
  if (!parsed.success) return null
  const { metadata, failure_code } = parsed.data.data
  const reason = type === 'refund.failed' ? (failure_code ?? 'unknown').replaceAll('_', '-') : null
  return { kind: 'refund', id, paymentId: metadata.payment, refundId: metadata.refund, reason }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
