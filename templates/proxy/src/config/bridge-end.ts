import type { Complaint } from './complaint.js'
import { checkToken } from './format-rules.js'

/** One end of a translation in a bridge: `cookie:session` or `header:x-session`. */
export interface BridgeEnd {
  readonly kind: 'header' | 'cookie'
  /** Lower case for headers. */
  readonly name: string
}

/** Null when the text is no such expression. */
export function parseBridgeEnd(text: string): BridgeEnd | null {
  const [, kind, name = ''] = /^(header|cookie):(.+)$/s.exec(text) ?? []
  if (checkToken(name) !== null) return null
  if (kind === 'header') return { kind, name: name.toLowerCase() }
  return kind === 'cookie' ? { kind, name } : null
}

/** Headers that say where a message ends or where it goes: a bridge that wrote them could smuggle requests. */
const framing: readonly string[] = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What keeps a text from being an end of a bridge. */
export function checkBridgeEnd(text: string): Complaint | null {
  const end = parseBridgeEnd(text)
  if (end === null) {
    return {
      message: 'is not a bridge expression',
      hint: 'Write "header:" or "cookie:" and a name, such as "cookie:session".',
    }
  }
  if (end.kind === 'cookie' || !framing.includes(end.name)) return null
  return {
    message: 'names a header that belongs to the connection',
    hint: 'A bridge carries sessions: use a header of your own.',
  }
}
