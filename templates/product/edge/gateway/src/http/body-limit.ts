import { type GatewayRequest, headerValues, type Refusal } from 'strangler-proxy/start'
import { refuse } from './refusals.js'

export interface BodyLimits {
  /** Bytes that the route takes. */
  readonly limit: number
  /** Bytes that the engine takes of any request, counted as they go by. */
  readonly largest: number
}

/**
 * Refuses a body that the route does not take. One that declares its length is not read for that; one that does not is
 * read as a whole, unless the route takes as much as any: then the engine counts.
 */
export async function checkBody(
  request: GatewayRequest,
  { limit, largest }: BodyLimits,
): Promise<Refusal | null> {
  const { head } = request
  const [declared] = headerValues(head, 'content-length')
  if (declared !== undefined) return Number(declared) > limit ? tooLarge(limit) : null
  if (limit >= largest || !mayHaveBody(head)) return null
  const body = await readWholeBody(request, limit)
  return Buffer.isBuffer(body) ? null : body
}

/** The body, or why it cannot be had. */
export async function readWholeBody({ readBody }: GatewayRequest, limit: number): Promise<Buffer | Refusal> {
  try {
    return (await readBody(limit)) ?? tooLarge(limit)
  } catch {
    return refuse('body-broken-off')
  }
}

function tooLarge(limit: number): Refusal {
  return refuse('body-too-large', { detail: `At most ${limit} bytes.` })
}

/** HTTP/2 has bodies without a header that says so. */
function mayHaveBody(head: GatewayRequest['head']): boolean {
  return (
    !['GET', 'HEAD', 'OPTIONS'].includes(head.method) || headerValues(head, 'transfer-encoding').length > 0
  )
}
