import type { ClientConnection, ClientWork } from './client-connection.js'
import type { ClientSide } from './client-side.js'
import type { RequestHead } from './exchange.js'
import { clientAddress } from './forwarded.js'
import { Forwarding, type ForwardingParts } from './forwarding.js'
import { withoutHeaders } from './gateway-headers.js'
import type { RefusedRequest } from './hooks.js'
import { endsHere } from './max-forwards.js'
import { type Admitted, PendingAdmission } from './pending-admission.js'
import { type ProblemSlug, refusalFor, statusOf } from './problems.js'
import type { ProxySetup, ServerLife } from './proxy-setup.js'
import { answerRefusal, answerReply } from './refusing.js'
import { type ReadRequest, readRequest } from './request-reading.js'
import { originForm } from './request-target.js'
import type { TunnelEnd } from './tunnel.js'

/** A request as a listener hands it over. */
export interface Arrival {
  readonly setup: ProxySetup
  /** The setup of the moment when it is asked for. */
  readonly latest: () => ProxySetup
  readonly life: ServerLife
  readonly connection: ClientConnection
  readonly client: ClientSide
  readonly method: string
  /** As sent, in origin-form or absolute-form. */
  readonly target: string
  readonly rawHeaders: readonly string[]
  readonly version: string
  readonly tunnel: TunnelEnd | null
  /** Called with whatever is at work for the request, by listeners that have to tell it when the client leaves. */
  readonly onStart: ((work: ClientWork) => void) | null
}

/** Checks a request and sends it on its way, or refuses it. */
export function admit(arrival: Arrival): void {
  const { setup, method, connection, client } = arrival
  const checked = check(arrival)
  if (typeof checked === 'string') {
    refuse(arrival, checked)
    return
  }
  const { read, url } = checked
  client.hasBody = read.chunked || (read.contentLength ?? 0) > 0
  const address = clientAddress(connection, read.told, setup.trusts)
  const head: RequestHead = { method, url, host: read.host, rawHeaders: arrival.rawHeaders, address }
  if (method === 'OPTIONS' || method === 'TRACE') {
    if (answerAsLast(arrival, head, read)) return
  }
  const { reserved, hooks } = setup
  const request = reserved === null ? { head, read } : withoutHeaders({ head, read }, reserved)
  if (hooks.before === undefined) proceed({ arrival, client, passage: null, ...request })
  else new PendingAdmission(arrival, request, proceed).ask(hooks.before)
}

function check(arrival: Arrival): { read: ReadRequest; url: string } | ProblemSlug {
  const { limits, hosts } = arrival.setup
  const read = readRequest(arrival.rawHeaders, arrival.version)
  if (typeof read === 'string') return read
  if (read.chunked && arrival.version === '1.0') return 'bad-request'
  const isAsterisk = arrival.target === '*' && arrival.method === 'OPTIONS'
  const url = isAsterisk ? '*' : originForm(arrival.target, read.host, hosts)
  if (typeof url !== 'string') return url.problem
  if (limits.body !== null && (read.contentLength ?? 0) > limits.body) return 'body-too-large'
  return { read, url }
}

/** Answers what asks the server as a whole, or has come as far as it may. */
function answerAsLast(arrival: Arrival, head: RequestHead, read: ReadRequest): boolean {
  const { setup, life, client, method } = arrival
  if (head.url !== '*' && !endsHere(read.passed)) return false
  if (method === 'TRACE') {
    refuse(arrival, 'trace-refused')
    return true
  }
  answerReply(client, { kind: 'reply', status: 200, headers: [], body: '' }, { method, close: life.draining })
  setup.hooks.onOwnAnswer?.(head, { status: 200, slug: null, totalMs: 0 })
  return true
}

function proceed({ arrival, client, head, read, passage }: Admitted): void {
  const { setup, life, connection, version, tunnel } = arrival
  const parts = { head, read, peer: connection, version, setup, life, connection, client, tunnel, passage }
  const forwarding = plan(parts)
  if (forwarding === null) {
    passage?.watch?.onAbort()
    refuse(arrival, 'internal-error')
    return
  }
  arrival.onStart?.(forwarding)
  forwarding.start()
}

/** Null when routing fails. */
function plan(parts: ForwardingParts): Forwarding | null {
  try {
    return new Forwarding(parts)
  } catch {
    return null
  }
}

/** Whoever sends such a request may have lost count of it: nothing more is read from its connection. */
export function refuse(arrival: Arrival, slug: ProblemSlug): void {
  const { client, method, setup } = arrival
  setup.hooks.onRefusal?.(describeRefused(arrival, slug))
  answerRefusal(client, refusalFor(slug), { method, close: true })
}

function describeRefused(
  { setup, connection, method, target, rawHeaders, version }: Arrival,
  slug: ProblemSlug,
): RefusedRequest {
  const read = readRequest(rawHeaders, version)
  const isRead = typeof read !== 'string'
  return {
    slug,
    status: statusOf(slug),
    method,
    target,
    host: isRead ? read.host : null,
    address: isRead ? clientAddress(connection, read.told, setup.trusts) : connection.address,
  }
}
