import type { Complaint } from './complaint.js'
import { checkToken } from './format-rules.js'
import type { StickyKey } from './model.js'

/** `address`, `header:x-user`, `cookie:session` or `claim:sub`; null for anything else. */
export function parseSticky(text: string): StickyKey | null {
  if (text === 'address') return { by: 'address' }
  const [, by, name = ''] = /^(header|cookie|claim):(.+)$/s.exec(text) ?? []
  if (by === 'claim') return { by, name }
  if (checkToken(name) !== null) return null
  if (by === 'header') return { by, name: name.toLowerCase() }
  return by === 'cookie' ? { by, name } : null
}

/** What keeps a text from saying where a sticky key comes from. */
export function checkSticky(text: string): Complaint | null {
  if (parseSticky(text) !== null) return null
  return {
    message: 'does not say where the key comes from',
    hint: 'Write "cookie:session", "header:x-user", "claim:sub" or "address".',
  }
}
