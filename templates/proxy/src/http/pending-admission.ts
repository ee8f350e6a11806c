import type { Arrival } from './admission.js'
import { clientLeft, readWhole } from './body-reading.js'
import { BufferedClient } from './buffered-client.js'
import type { ClientWork } from './client-connection.js'
import type { ClientSide } from './client-side.js'
import type { RequestHead } from './exchange.js'
import { type VouchedRequest, withHeaders } from './gateway-headers.js'
import type { AskedRequest, OwnAnswer, Passage, Refusal, Reply, Verdict } from './hooks.js'
import { refusalFor } from './problems.js'
import { answerRefusal, answerReply } from './refusing.js'
import type { ReadRequest } from './request-reading.js'

/** Milliseconds that a hook may take; reading a body gives it more. */
const patience = 15_000

/** What a verdict lets through. */
export interface Admitted extends VouchedRequest {
  readonly arrival: Arrival
  readonly client: ClientSide
  readonly passage: Passage | null
}

/** A request that waits for the verdict of a hook. Its client may leave meanwhile, and its connection knows of it. */
export class PendingAdmission implements AskedRequest, ClientWork {
  readonly head: RequestHead
  private readonly read: ReadRequest
  private readonly startedAt = performance.now()
  private done = false
  private timer: NodeJS.Timeout | null = null
  private body: Promise<Buffer | null> | null = null
  private whole: Buffer | null = null
  private reading: AbortController | null = null

  constructor(
    private readonly arrival: Arrival,
    { head, read }: VouchedRequest,
    private readonly admit: (admitted: Admitted) => void,
  ) {
    this.head = head
    this.read = read
  }

  get upgrade(): string | null {
    return this.arrival.tunnel === null || this.read.upgrade === '' ? null : this.read.upgrade.toLowerCase()
  }

  /** A hook that fails lets nothing through, at once or later. */
  ask(before: (request: AskedRequest) => Verdict | Promise<Verdict>): void {
    try {
      const verdict = before(this)
      if (verdict instanceof Promise) this.waitFor(verdict)
      else this.settle(verdict)
    } catch (error) {
      this.fail(error)
    }
  }

  readonly readBody = (limit: number): Promise<Buffer | null> => {
    this.body ??= this.collect(limit)
    return this.body
  }

  clientLeft(): void {
    if (this.done) return
    this.end({ status: null, slug: null })
    this.reading?.abort(clientLeft())
  }

  awaitsBody(): boolean {
    return !this.done && !this.arrival.client.bodyEnded()
  }

  refuseUnreadable(): void {
    this.answer(refusalFor('bad-request'))
  }

  private waitFor(verdict: Promise<Verdict>): void {
    this.arrival.connection.work.add(this)
    this.arrival.onStart?.(this)
    this.timer = setTimeout(() => this.answer(refusalFor('hook-timeout')), patience)
    verdict.then(
      settled => this.settle(settled),
      error => this.fail(error),
    )
  }

  private async collect(limit: number): Promise<Buffer | null> {
    const { client } = this.arrival
    if (!client.hasBody) return Buffer.alloc(0)
    if (this.done) throw clientLeft()
    if (this.read.expectsContinue) client.sendContinue()
    this.reading = new AbortController()
    const onPart = () => this.timer?.refresh()
    const body = await readWhole({ body: client.body, limit, onPart, ended: this.reading.signal })
    this.whole = body
    return body
  }

  private fail(error: unknown): void {
    if (!this.done && this.arrival.client.isGone()) this.clientLeft()
    if (this.done) return
    this.arrival.setup.hooks.onError?.(error)
    this.answer(refusalFor('internal-error'))
  }

  private settle(verdict: Verdict): void {
    if (verdict !== null && verdict.kind !== 'pass') {
      this.answer(verdict)
      return
    }
    if (!this.done && this.arrival.client.isGone()) this.clientLeft()
    if (this.done) verdict?.watch?.onAbort()
    else this.letPass(verdict)
  }

  private letPass(passage: Passage | null): void {
    let vouched: VouchedRequest
    try {
      vouched = this.vouch(passage)
    } catch (error) {
      passage?.watch?.onAbort()
      this.fail(error)
      return
    }
    this.finish()
    const { arrival, whole } = this
    const client = whole === null ? arrival.client : new BufferedClient(arrival.client, whole)
    // A config may have been replaced while the hook was thinking.
    const setup = this.timer === null ? arrival.setup : arrival.latest()
    this.admit({ arrival: { ...arrival, setup }, client, passage, ...vouched })
    arrival.connection.ended(this)
  }

  private vouch(passage: Passage | null): VouchedRequest {
    const { head, read } =
      passage?.request === undefined
        ? { head: this.head, read: this.read }
        : withHeaders({ head: this.head, read: this.read }, passage.request)
    const fields = passage?.fields
    return {
      head: fields === undefined ? head : { ...head, fields },
      read: this.body !== null && read.expectsContinue ? { ...read, expectsContinue: false } : read,
    }
  }

  private answer(given: Refusal | Reply): void {
    const { client, life } = this.arrival
    if (!this.done && client.isGone()) this.clientLeft()
    if (this.done) return
    const sent = { method: this.head.method, close: life.draining }
    if (given.kind === 'refuse') answerRefusal(client, given, sent)
    else answerReply(client, given, sent)
    const slug = given.kind === 'refuse' ? given.slug : null
    this.end(
      { status: given.status, slug },
      given.fields === undefined ? this.head : { ...this.head, fields: given.fields },
    )
    this.reading?.abort(new Error('The request was answered before it had come as a whole.'))
  }

  private end(answer: Omit<OwnAnswer, 'totalMs'>, head: RequestHead = this.head): void {
    this.finish()
    const { setup, connection } = this.arrival
    connection.ended(this)
    setup.hooks.onOwnAnswer?.(head, { ...answer, totalMs: performance.now() - this.startedAt })
  }

  private finish(): void {
    this.done = true
    if (this.timer !== null) clearTimeout(this.timer)
  }
}
