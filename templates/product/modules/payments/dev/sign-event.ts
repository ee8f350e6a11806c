import { createHmac } from 'node:crypto'

/** The provider's signature of a body at a time. */
export function signEvent(body: string, secret: string, at = new Date()): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
