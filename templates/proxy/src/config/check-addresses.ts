import { isIPv4 } from 'node:net'
import { complain, type ConfigPath, type PlacedComplaint, renderPath } from './complaint.js'
import { builtIn } from './defaults.js'
import type { Listen } from './model.js'
import type { SoundConfig } from './sound-config.js'

/** That the proxy's own ports are two, and that it does not send requests to itself. */
export function checkAddresses({ input, lacks }: SoundConfig): readonly PlacedComplaint[] {
  const listen = { ...builtIn.listen, ...input.listen }
  if (lacks(['listen', 'port'])) return []
  const complaints: PlacedComplaint[] = []
  const admin = input.admin && !lacks(['admin', 'port']) ? { ...builtIn.admin, ...input.admin } : null
  if (admin !== null && admin.port !== 0 && admin.port === listen.port) {
    const message = `The admin API has the port of the proxy itself, ${admin.port}.`
    complaints.push(complain(['admin', 'port'], message, 'Give it a port of its own, closed to the outside.'))
  }
  if (lacks(['listen', 'host'])) return complaints
  for (const [name, upstream] of Object.entries(input.upstreams ?? {})) {
    const path = ['upstreams', name]
    const origins = typeof upstream === 'object' ? upstream.origins : upstream
    if (typeof origins === 'string') {
      complaints.push(
        ...checkLoop(origins, typeof upstream === 'object' ? [...path, 'origins'] : path, listen),
      )
    }
    if (typeof origins !== 'object') continue
    for (const [at, origin] of origins.entries()) {
      complaints.push(...checkLoop(origin, [...path, 'origins', at], listen))
    }
  }
  return complaints
}

function checkLoop(origin: string | undefined, path: ConfigPath, listen: Listen): readonly PlacedComplaint[] {
  if (origin === undefined) return []
  const url = new URL(origin)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (port !== listen.port || !reaches(host, listen.host)) return []
  const message = `${renderPath(path)} is the address of the proxy itself: requests would go round in circles.`
  return [complain(path, message, 'Let the proxy listen on another port, or correct the origin.')]
}

/** Whether a connection to `host` arrives where a server listens on `listening`, on this machine. */
function reaches(host: string, listening: string): boolean {
  const own = listening.toLowerCase()
  if (own === '0.0.0.0') return isLoopback(host) && host !== '::1'
  if (own === '::') return isLoopback(host)
  if (host === own) return true
  const names = ['localhost', '127.0.0.1', '0.0.0.0']
  if (own === 'localhost') return names.includes(host) || host === '::1' || host === '::'
  if (own === '127.0.0.1') return names.includes(host)
  return own === '::1' && (host === 'localhost' || host === '::')
}

function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.') || host === '0.0.0.0'
  return host === 'localhost' || host === '::1' || host === '::'
}
