import { randomUUID } from 'node:crypto'
import {
  type AnswerTap,
  type GatewayHooks,
  type GatewayRequest,
  headerValues,
  type Passage,
  type Refusal,
  type Reply,
} from 'strangler-proxy/start'
import { type Authenticate, checkAccess } from './authentication/authenticate.js'
import type { Identity } from './authentication/verify-token.js'
import { joinTaps } from './http/answer-taps.js'
import { checkBody, readWholeBody } from './http/body-limit.js'
import type { CrossOrigin } from './http/cross-origin.js'
import { refuse } from './http/refusals.js'
import { missingSecurityHeaders, type SecurityHeaderOptions } from './http/security-headers.js'
import type { FirstRequest } from './idempotency/first-request.js'
import { readKey } from './idempotency/read-key.js'
import type { ReplayAnswers } from './idempotency/replay-answers.js'
import type { Slot } from './overload/concurrency-limit.js'
import { type GuardLoad, slotTap } from './overload/guard-load.js'
import type { LimitRates } from './rate-limits/limit-rates.js'
import type { Guarded, Policy } from './routing/policy.js'

export interface GatewayParts {
  /** The one in use: a config may be replaced. */
  readonly policy: () => Policy
  readonly authenticate: Authenticate
  readonly limitRates: LimitRates
  readonly replays: ReplayAnswers
  readonly guardLoad: GuardLoad
  readonly crossOrigin: CrossOrigin
  readonly security: SecurityHeaderOptions
}

/** What only the gateway says to the systems behind it. */
const reserved = ['x-user-id', 'x-user-roles', 'x-request-id', 'x-tenant', 'x-caller', 'x-deadline'] as const

type Fields = NonNullable<Passage['fields']>

/** One request while it is being judged. */
interface Visit extends Guarded {
  readonly request: GatewayRequest
  readonly requestId: string
}

/** What a request passes with. */
interface Pass {
  readonly identity: Identity | null
  readonly rateHeaders: readonly string[]
  readonly first: FirstRequest | null
}

export function createHooks(parts: GatewayParts): GatewayHooks {
  const { crossOrigin, security } = parts
  /** Each request has fields of its own, which it keeps to its end. */
  const firsts = new WeakMap<Fields, FirstRequest>()
  /** Of requests that are being judged. */
  const slots = new WeakMap<GatewayRequest['head'], Slot>()
  const dress = (given: Refusal | Reply, visit: Visit, identity: Identity | null): Refusal | Reply => {
    const headers = [
      ...given.headers,
      ...crossOrigin.headersFor(visit.request.head),
      'X-Request-Id',
      visit.requestId,
    ]
    if (crossOrigin.varies) headers.push('Vary', 'Origin')
    const shape = given.kind === 'refuse' ? ['Content-Type', 'application/problem+json'] : []
    headers.push(...missingSecurityHeaders([...headers, ...shape], security))
    return { ...given, headers: withoutTwins(headers), fields: fieldsOf(visit, identity) }
  }
  const letPass = (visit: Visit, pass: Pass, slot: Slot): Passage => {
    const { identity, first } = pass
    const fields = fieldsOf(visit, identity)
    if (first !== null) firsts.set(fields, first)
    const taps: AnswerTap[] = first === null ? [slotTap(slot)] : [first, slotTap(slot)]
    return {
      kind: 'pass',
      fields,
      request: [...identityHeaders(identity), 'X-Request-Id', visit.requestId],
      response: [
        ...pass.rateHeaders,
        ...crossOrigin.headersFor(visit.request.head),
        'X-Request-Id',
        visit.requestId,
        'X-Content-Type-Options',
        'nosniff',
      ],
      watch: joinTaps(taps),
      // Whoever asks again with the key is to get the answer, and the work is not to be done twice.
      outlivesClient: first !== null,
    }
  }
  return {
    reserved,
    before: async request => {
      const visit = { request, requestId: randomUUID(), ...parts.policy().settingsFor(request) }
      const own = crossOrigin.answer(request)
      if (own !== null) return dress(own, visit, null)
      const { priority } = visit.settings
      const slot = parts.guardLoad({ priority, isInternal: isInternal(request) })
      if ('kind' in slot) return dress(slot, visit, null)
      slots.set(request.head, slot)
      let passed = false
      try {
        const judged = await judge(visit, parts)
        if ('kind' in judged.outcome) return dress(judged.outcome, visit, judged.identity)
        passed = true
        return letPass(visit, judged.outcome, slot)
      } finally {
        if (!passed) slot.leave(null)
      }
    },
    request: ({ fields }) => {
      if (fields !== undefined) firsts.get(fields)?.sent()
    },
    answer: (_head, _decision, headers) => {
      dropHeaders(headers, /^(?:access-control-.*|x-powered-by|server)$/i)
      headers.push(...missingSecurityHeaders(headers, security))
      if (crossOrigin.varies) headers.push('Vary', 'Origin')
    },
    // A client who leaves in the middle of its body may let the judge wait for good.
    onOwnAnswer: head => slots.get(head)?.leave(null),
    onOutcome: ({ fields }, _decision, { failure }) => {
      if (fields === undefined || (failure !== 'connect' && failure !== 'refused')) return
      firsts.get(fields)?.missed()
    },
  }
}

interface Judged {
  readonly outcome: Pass | Refusal | Reply
  readonly identity: Identity | null
}

/** In this order: who asks, how often, whether it is allowed, whether it is too large, whether it was asked before. */
async function judge(visit: Visit, parts: GatewayParts): Promise<Judged> {
  const { request, settings } = visit
  const { head } = request
  const known = await parts.authenticate(head)
  const identity = known !== null && 'kind' in known ? null : known
  // A token that does not count takes from the address, so that nobody may try them without end.
  const limited = await parts.limitRates({ head, identity, rate: settings.rate })
  if (limited.refusal !== null) return { outcome: limited.refusal, identity }
  const refusal =
    (known !== null && 'kind' in known ? known : checkAccess(settings.auth, identity)) ??
    (await checkBody(request, { limit: settings.bodyLimit, largest: parts.policy().largestBody }))
  if (refusal !== null) return { outcome: refusal, identity }
  const begun = await beginKeyed(visit, identity, parts.replays)
  if (begun !== null && begun.kind !== 'first') return { outcome: begun, identity }
  return { outcome: { identity, rateHeaders: limited.headers, first: begun?.watch ?? null }, identity }
}

/** Null where keys do not matter. The keys of nobody in particular do not: others could ask for the answers. */
async function beginKeyed({ request, settings }: Visit, identity: Identity | null, replays: ReplayAnswers) {
  const { head, upgrade } = request
  if (settings.idempotency === 'off' || identity === null || upgrade !== null) return null
  if (head.method !== 'POST' && head.method !== 'PATCH') return null
  const found = readKey(head)
  if (found === 'malformed') return refuse('key-malformed')
  if (found === null) return settings.idempotency === 'required' ? refuse('key-missing') : null
  const body = await readWholeBody(request, settings.bodyLimit)
  if (!Buffer.isBuffer(body)) return body
  const [contentType = ''] = headerValues(head, 'content-type')
  const { method, url } = head
  const tenant = identity.tenant === null ? '' : `${identity.tenant} `
  return replays.begin({
    userId: tenant + identity.userId,
    key: found.key,
    method,
    url,
    contentType,
    body,
  })
}

function isInternal({ route }: GatewayRequest): boolean {
  return route === null || (route.legacy === 'internal' && route.mode !== 'new' && route.mode !== 'retired')
}

function identityHeaders(identity: Identity | null): readonly string[] {
  if (identity === null) return []
  const { userId, roles, tenant } = identity
  const own = ['X-User-Id', userId, 'X-User-Roles', roles.join(',')]
  return tenant === null ? own : [...own, 'X-Tenant', tenant]
}

/** For the request log. */
function fieldsOf({ requestId, route }: Visit, identity: Identity | null): Fields {
  return { requestId, operation: route, user: identity?.userId ?? null }
}

function dropHeaders(headers: string[], names: RegExp): void {
  for (let at = headers.length - 2; at >= 0; at -= 2) if (names.test(headers[at] ?? '')) headers.splice(at, 2)
}

/** Of two equal headers one is enough. */
function withoutTwins(headers: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const kept: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]]
    const twin = `${name.toLowerCase()}: ${value}`
    if (!seen.has(twin)) kept.push(name, value)
    seen.add(twin)
  }
  return kept
}
