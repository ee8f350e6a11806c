import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { platformError } from '../contract/index.js'

export interface PasswordCost {
  /** Logarithm of the number of blocks of 128 × `r` bytes. */
  readonly ln: number
  readonly r: number
  readonly p: number
}

/** What OWASP asks of scrypt: 128 MiB for each password. */
export const standardCost: PasswordCost = { ln: 17, r: 8, p: 1 }

export interface PasswordHasherOptions {
  readonly cost?: PasswordCost
  /** Passwords at a time, which bounds the memory; two unless told otherwise. */
  readonly concurrency?: number
  /** Passwords that wait at most; further ones are refused as `unavailable`. */
  readonly queue?: number
}

export interface PasswordHasher {
  readonly hash: (password: string) => Promise<string>
  /** Takes as long for no hash at all, so that the time does not tell whether there is an account. */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>
  /** Whether it was made with less than what is asked today. */
  readonly isOutdated: (hash: string) => boolean
}

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const pattern = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const { cost = standardCost, concurrency = 2, queue = 32 } = options
  const run = limitConcurrency(concurrency, queue)
  const stretch = (password: string, salt: Buffer, { ln, r, p }: PasswordCost) =>
    run(() =>
      derive(password.normalize('NFKC'), salt, 32, { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r * p }),
    )
  return {
    hash: async password => {
      const salt = randomBytes(16)
      const key = await stretch(password, salt, cost)
      return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(key)}`
    },
    verify: async (password, hash) => {
      const stored = hash === null ? { cost, salt: randomBytes(16), key: randomBytes(32) } : parse(hash)
      const key = await stretch(password, stored.salt, stored.cost)
      return timingSafeEqual(key, stored.key) && hash !== null
    },
    isOutdated: hash => {
      const { ln, r, p } = parse(hash).cost
      return ln < cost.ln || r < cost.r || p < cost.p
    },
  }
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function parse(hash: string): { readonly cost: PasswordCost; readonly salt: Buffer; readonly key: Buffer } {
  const [, ln, r, p, salt = '', key = ''] = pattern.exec(hash) ?? []
  if (key === '') throw new Error('A stored password hash cannot be read')
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) }
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

function limitConcurrency(limit: number, queue: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    if (running < limit) running++
    else if (waiting.length >= queue) throw platformError('unavailable')
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
