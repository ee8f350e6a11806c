import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Whether an address belongs to a proxy whose account of the client is believed. */
export type TrustsPeer = (address: string) => boolean

/** Addresses and networks (`10.0.0.0/8`, `fd00::/8`); what is neither is passed over. */
export function trustList(proxies: readonly string[]): TrustsPeer {
  if (proxies.length === 0) return () => false
  const list = new BlockList()
  for (const entry of proxies) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null
    if (family === null) continue
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return address =>
    isIPv4(address) ? list.check(address, 'ipv4') : isIPv6(address) && list.check(address, 'ipv6')
}

/** An address as people write it: an IPv4 one in IPv6 clothes without them, no zone. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '')
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(bare) ? bare.slice(7) : bare
}
