import { createHash } from 'node:crypto'
import type { AnswerTap, Refusal, Reply } from '../../../src/start.js'

/** Watches the answer to the first request with a key, to keep it. */
export interface Watch extends AnswerTap {
  readonly kind: 'watch'
}

export interface Replays {
  /** What to do with a request that bears a key: go on and watch, answer as before, or refuse. */
  readonly begin: (key: string, url: string, body: Buffer | null) => Watch | Reply | Refusal
}

interface Entry {
  readonly fingerprint: string
  reply: Reply | null
}

/** Answers a repeated key (draft-ietf-httpapi-idempotency-key-header) with what was answered at first. */
export function createReplays(): Replays {
  const entries = new Map<string, Entry>()
  return {
    begin: (key, url, body) => {
      if (body === null)
        return refuse(413, 'key-body-too-large', 'A request with a key may not be that large.')
      const fingerprint = createHash('sha256').update(`${url}\n`).update(body).digest('hex')
      const known = entries.get(key)
      if (known === undefined) {
        const entry: Entry = { fingerprint, reply: null }
        entries.set(key, entry)
        return watchFor(entry, () => entries.delete(key))
      }
      if (known.fingerprint !== fingerprint)
        return refuse(422, 'key-reused', 'The key was used for another request.')
      return known.reply ?? refuse(409, 'key-at-work', 'The first request with this key is still at work.')
    },
  }
}

function watchFor(entry: Entry, forget: () => void): Watch {
  let head = { status: 0, headers: [] as readonly string[] }
  const parts: Buffer[] = []
  return {
    kind: 'watch',
    onHead: (status, headers) => {
      head = { status, headers }
    },
    onChunk: chunk => parts.push(chunk),
    onEnd: () => {
      if (head.status >= 500) forget()
      const headers = [...head.headers, 'Idempotency-Replayed', 'true']
      entry.reply = { kind: 'reply', status: head.status, headers, body: Buffer.concat(parts) }
    },
    onAbort: forget,
  }
}

function refuse(status: number, slug: string, title: string): Refusal {
  return { kind: 'refuse', status, slug, title, headers: [] }
}
