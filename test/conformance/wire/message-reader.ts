/** One request or answer as it came over the wire; filled while it comes. */
export interface Message {
  /** The first line. */
  readonly line: string
  /** Lines of the head as sent, without the first. */
  readonly lines: readonly string[]
  readonly chunks: Buffer[]
  readonly trailers: string[]
  /** How its end is known. */
  readonly framing: 'none' | 'length' | 'chunked' | 'until close' | 'tunnel'
  /** `broken`: the connection ended before it did, or it cannot be read. */
  state: 'open' | 'complete' | 'broken'
}

/** Reads the messages of one direction of a connection. Says what came; it repairs nothing. */
export class MessageReader {
  readonly messages: Message[] = []
  private rest: Buffer = Buffer.alloc(0)
  private current: Message | null = null
  /** Bytes of the body or chunk still to come. */
  private wanted = 0
  private part: 'size' | 'data' | 'data end' | 'trailers' = 'size'
  private dead = false

  constructor(
    private readonly kind: 'request' | 'answer',
    private readonly notify: (event: 'head' | 'complete', message: Message) => void,
    /** Methods of the requests that are answered, in their order; GET where none is given. */
    private readonly methods: string[] = [],
  ) {}

  feed(chunk: Buffer): void {
    if (this.dead) return
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    while (this.step());
  }

  /** The connection has ended. */
  end(clean: boolean): void {
    const { current } = this
    if (current !== null) {
      const ends = clean && (current.framing === 'until close' || current.framing === 'tunnel')
      if (ends) this.complete(current)
      else current.state = 'broken'
    }
    this.dead = true
  }

  /** False when more bytes are needed. */
  private step(): boolean {
    const { current } = this
    if (this.dead) return false
    if (current === null) return this.readHead()
    if (current.framing === 'chunked') return this.readChunked(current)
    if (this.rest.length === 0) return false
    if (current.framing !== 'length') {
      current.chunks.push(this.rest)
      this.rest = Buffer.alloc(0)
      return false
    }
    this.takeData(current)
    if (this.wanted === 0) this.complete(current)
    return true
  }

  private readHead(): boolean {
    const at = this.rest.indexOf('\r\n\r\n')
    if (at === -1) return false
    const [line = '', ...lines] = this.rest.subarray(0, at).toString('latin1').split('\r\n')
    this.rest = this.rest.subarray(at + 4)
    const framing = this.framingOf(line, lines)
    const message: Message = { line, lines, chunks: [], trailers: [], framing, state: 'open' }
    this.messages.push(message)
    this.current = message
    this.part = 'size'
    this.wanted = framing === 'length' ? Number(firstValue(lines, 'content-length')) : 0
    this.notify('head', message)
    if (framing === 'none' || (framing === 'length' && this.wanted === 0)) this.complete(message)
    return true
  }

  private framingOf(line: string, lines: readonly string[]): Message['framing'] {
    if (this.kind === 'answer') {
      const status = Number(line.split(' ')[1])
      if (status === 101) return 'tunnel'
      if (status < 200) return 'none'
      if (this.methods.shift() === 'HEAD' || status === 204 || status === 304) return 'none'
    }
    if (/chunked/i.test(firstValue(lines, 'transfer-encoding') ?? '')) return 'chunked'
    if (firstValue(lines, 'content-length') !== undefined) return 'length'
    return this.kind === 'answer' ? 'until close' : 'none'
  }

  private readChunked(current: Message): boolean {
    if (this.part === 'data') return this.readChunkData(current)
    const at = this.rest.indexOf('\r\n')
    if (at === -1) return false
    const line = this.rest.subarray(0, at).toString('latin1')
    this.rest = this.rest.subarray(at + 2)
    if (this.part === 'data end') {
      this.part = 'size'
      if (line !== '') this.break(current)
    } else if (this.part === 'trailers') {
      if (line === '') this.complete(current)
      else current.trailers.push(line)
    } else this.startChunk(current, line)
    return true
  }

  private startChunk(current: Message, line: string): void {
    const size = /^([0-9a-f]+)(?:$|[;\s])/i.exec(line)?.[1]
    if (size === undefined) {
      this.break(current)
      return
    }
    this.wanted = Number.parseInt(size, 16)
    this.part = this.wanted === 0 ? 'trailers' : 'data'
  }

  private readChunkData(current: Message): boolean {
    if (this.rest.length === 0) return false
    this.takeData(current)
    if (this.wanted === 0) this.part = 'data end'
    return true
  }

  private takeData(current: Message): void {
    const data = this.rest.subarray(0, this.wanted)
    current.chunks.push(data)
    this.wanted -= data.length
    this.rest = this.rest.subarray(data.length)
  }

  private complete(message: Message): void {
    message.state = 'complete'
    this.current = null
    this.notify('complete', message)
  }

  private break(message: Message): void {
    message.state = 'broken'
    this.dead = true
  }
}

/** The value of the first line of this name. */
export function firstValue(lines: readonly string[], name: string): string | undefined {
  return allValues(lines, name)[0]
}

/** Values of all lines of this name, without the white space around them. */
export function allValues(lines: readonly string[], name: string): string[] {
  return lines.flatMap(line => {
    const colon = line.indexOf(':')
    return line.slice(0, colon).toLowerCase() === name ? [line.slice(colon + 1).trim()] : []
  })
}

export function bodyOf({ chunks }: Message): Buffer {
  return Buffer.concat(chunks)
}

export function textOf(message: Message): string {
  return bodyOf(message).toString('latin1')
}

export function statusOf({ line }: Message): number {
  return Number(line.split(' ')[1])
}
