/** Headers that mean one connection only and are never passed on, in either direction. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
])

export function isHopByHop(name: string): boolean {
  return hopByHop.has(name)
}

/** Lower case names that `Connection` nominates besides its usual options; null when there are none. */
export function nominatedHeaders(connection: string): ReadonlySet<string> | null {
  if (connection === '' || connection === 'keep-alive' || connection === 'close') return null
  const names = new Set<string>()
  for (const token of connection.toLowerCase().split(',')) {
    const name = token.trim()
    if (name !== '' && name !== 'keep-alive' && name !== 'close' && name !== 'upgrade') names.add(name)
  }
  return names.size === 0 ? null : names
}

/** Takes nominated headers out of a list of names and values in turns. */
export function withoutNominated(headers: readonly string[], nominated: ReadonlySet<string>): string[] {
  const kept: string[] = []
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string
    if (!nominated.has(name.toLowerCase())) kept.push(name, headers[i + 1] as string)
  }
  return kept
}
