import { domainToASCII } from 'node:url'

const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domain = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

/**
 * One form for all ways of writing an address: NFKC, lower case, the domain in ASCII. Null where it is none. The part before
 * the @ is lowered too: hardly a server tells `Ann` from `ann`, and two accounts that differ in that are a trap.
 */
export function normalizeEmail(text: string): string | null {
  const [user = '', host = '', ...rest] = text.normalize('NFKC').trim().toLowerCase().split('@')
  const ascii = domainToASCII(host)
  if (rest.length > 0 || user.length > 64 || ascii.length > 253) return null
  return local.test(user) && domain.test(ascii) ? `${user}@${ascii}` : null
}
