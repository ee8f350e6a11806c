import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'

/** The addresses that a name stands for now. */
export type ResolveName = (name: string) => Promise<readonly string[]>

export const resolveName: ResolveName = async name =>
  (await lookup(name, { all: true })).map(({ address }) => address)

export interface AddressWatch {
  readonly name: string
  /** Milliseconds between two looks. */
  readonly every: number
  readonly resolve: ResolveName
  /** Called when an address is no longer one of the name's. */
  readonly onGone: () => void
}

/** Resolves a name again and again; a look that fails says nothing. Returns how to end that. */
export function watchAddresses({ name, every, resolve, onGone }: AddressWatch): () => void {
  if (isIP(name) !== 0) return () => undefined
  let known: readonly string[] | null = null
  let looking = false
  let ended = false
  const look = async () => {
    if (looking) return
    looking = true
    const found = await resolve(name).catch((): readonly string[] => [])
    looking = false
    if (ended || found.length === 0) return
    const isGone = known?.some(address => !found.includes(address)) ?? false
    known = found
    if (isGone) onGone()
  }
  void look()
  const timer = setInterval(look, every).unref()
  return () => {
    ended = true
    clearInterval(timer)
  }
}
