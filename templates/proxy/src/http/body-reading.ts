import type { Readable } from 'node:stream'

export interface BodyReading {
  readonly body: Readable
  /** Bytes. */
  readonly limit: number
  /** Called for each part that has come. */
  readonly onPart: () => void
  /** Nobody wants it any more, or it will not come. */
  readonly ended: AbortSignal
}

export function clientLeft(): Error {
  return new Error('The client left before its request had come as a whole.')
}

/**
 * Reads a body as a whole. Null when it has more bytes than the limit: then it is put back as if nothing had been read.
 * Rejects when the body breaks off or the request has ended.
 */
export function readWhole({ body, limit, onPart, ended }: BodyReading): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const finish = () => {
      body.off('data', take).off('end', end).off('close', lost).off('error', lost)
      ended.removeEventListener('abort', given)
    }
    const take = (part: Buffer) => {
      parts.push(part)
      size += part.length
      onPart()
      if (size <= limit) return
      finish()
      body.pause()
      body.unshift(Buffer.concat(parts))
      resolve(null)
    }
    const end = () => {
      finish()
      resolve(Buffer.concat(parts))
    }
    const lost = () => {
      finish()
      reject(clientLeft())
    }
    const given = () => {
      finish()
      reject(ended.reason)
    }
    ended.addEventListener('abort', given)
    body.on('data', take).on('end', end).on('close', lost).on('error', lost)
  })
}
