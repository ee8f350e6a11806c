import type { FastifyReply, FastifyRequest } from 'fastify'

/** Holds the refresh token where no script can read it. */
export interface SessionCookie {
  readonly read: (request: FastifyRequest) => string | null
  readonly write: (reply: FastifyReply, refreshToken: string) => void
  readonly clear: (reply: FastifyReply) => void
}

/** Seconds. The token may end before; then a refresh is refused and clears the cookie. */
const maxAge = 30 * 86_400

/** Browsers take `__Host-` only from this very host by TLS, so that no neighbour can plant one. */
export function createSessionCookie({ secure }: { readonly secure: boolean }): SessionCookie {
  const name = secure ? '__Host-session' : 'session'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read: ({ headers }) => readCookie(headers.cookie ?? '', name),
    write: (reply, token) => {
      reply.header('set-cookie', `${name}=${encodeURIComponent(token)}; ${attributes}; Max-Age=${maxAge}`)
    },
    clear: reply => {
      reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`)
    },
  }
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key = '', ...value] = part.split('=')
    if (key.trim() === name) return decode(value.join('=').trim())
  }
  return null
}

function decode(value: string): string | null {
  try {
    return value === '' ? null : decodeURIComponent(value)
  } catch {
    return null
  }
}
