import { createHmac, webcrypto } from 'node:crypto'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT (HS256) for a user. */
export function signToken(user: string, secret: string): string {
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user })}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

/** Checks tokens of that kind; asynchronous, as checks against published keys are. */
export function createVerify(secret: string): (token: string) => Promise<string | null> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = webcrypto.subtle.importKey('raw', Buffer.from(secret), algorithm, false, ['verify'])
  return async token => {
    const [head = '', body = '', signature = ''] = token.split('.')
    const given = Buffer.from(signature, 'base64url')
    const isOurs = await webcrypto.subtle.verify('HMAC', await key, given, Buffer.from(`${head}.${body}`))
    return isOurs ? String(JSON.parse(Buffer.from(body, 'base64url').toString()).sub) : null
  }
}
