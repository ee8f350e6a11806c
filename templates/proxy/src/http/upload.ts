import type { ClientSide } from './client-side.js'
import type { ExchangeClock } from './exchange-clock.js'
import type { BodyTap } from './hooks.js'
import type { UploadObserver } from './streamed-request.js'

export interface UploadParts {
  readonly client: ClientSide
  readonly clock: ExchangeClock
  readonly tap: BodyTap | null
  /** Bytes; null for any number. */
  readonly limit: number | null
  onExcess(): void
  onEnd(): void
}

/** Watches the body of a request go by. */
export class Upload implements UploadObserver {
  bytes = 0
  ended = false
  blocked = false

  constructor(private readonly parts: UploadParts) {}

  onContinue(): void {
    this.parts.client.sendContinue()
  }

  onChunk(chunk: Buffer): boolean {
    const { limit, clock, tap } = this.parts
    this.bytes += chunk.length
    if (limit !== null && this.bytes > limit) {
      this.parts.onExcess()
      return false
    }
    clock.refresh()
    tap?.onChunk(chunk)
    return true
  }

  onEnd(): void {
    this.ended = true
    this.parts.tap?.onEnd()
    this.parts.onEnd()
  }

  /** Tells the tap when the body has not come to its end. */
  breakOff(): void {
    if (!this.ended) this.parts.tap?.onAbort()
    this.ended = true
  }
}
