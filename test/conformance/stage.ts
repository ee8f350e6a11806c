import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import type { Variant } from './proxies/reverse-proxy.js'
import type { RunningProxy } from './running-proxy.js'
import { type Message, statusOf } from './wire/message-reader.js'
import { RawClient } from './wire/raw-client.js'
import { RawUpstream } from './wire/raw-upstream.js'
import { Reason } from './wire/waiting.js'

/** What a row works with: clients and upstreams of bare bytes around one proxy. */
export class Stage {
  private readonly closers: (() => unknown)[] = []

  constructor(
    readonly proxy: RunningProxy,
    readonly variant: Variant,
  ) {}

  get upstream(): RawUpstream {
    return this.proxy.upstream
  }

  /** Methods of the requests to be sent, where they are not all GET: answers to HEAD are read otherwise. */
  readonly connect = (methods: readonly string[] = []): RawClient => {
    const socket = connect({ host: this.proxy.host, port: this.proxy.port, allowHalfOpen: true })
    this.closers.push(() => socket.destroy())
    return new RawClient(socket, methods)
  }

  /** Sends bytes on a connection of their own; the final answer, complete or broken. */
  readonly exchange = async (bytes: string, methods: readonly string[] = []): Promise<Message> => {
    const client = this.connect(methods)
    client.send(bytes)
    return client.answer()
  }

  /** The same where nothing but a complete answer with status 200 will do. */
  readonly ask = async (bytes: string, methods: readonly string[] = []): Promise<Message> => {
    return assertGood(await this.exchange(bytes, methods))
  }

  readonly http2 = (): ClientHttp2Session => {
    const session = connectHttp2(`https://${this.proxy.host}:${this.proxy.port}`, {
      rejectUnauthorized: false,
    })
    session.on('error', () => undefined)
    this.closers.push(() => session.destroy())
    return session
  }

  /** A system that the proxy must never reach. */
  readonly stranger = async (): Promise<RawUpstream> => {
    const stranger = new RawUpstream('127.0.0.1')
    await stranger.open()
    stranger.answer('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nstranger')
    this.closers.push(() => stranger.close())
    return stranger
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close()
  }
}

/** An answer that is complete and has this status, or the reason why it does not do. */
export function assertGood(answer: Message, status = 200): Message {
  if (statusOf(answer) !== status) throw new Reason(String(statusOf(answer)))
  if (answer.state !== 'complete') throw new Reason('answer breaks off')
  return answer
}
