/**
 * Settings under which a proxy runs: `ipv6` listens and forwards over IPv6, `impatient` gives clients a second for a
 * head or body, `tls` offers HTTP/2.
 */
export type Variant = 'plain' | 'ipv6' | 'impatient' | 'tls'

export type Feature = 'websocket' | 'other protocols'

export interface Address {
  readonly host: string
  readonly port: number
}

export interface ProxySettings {
  readonly listen: Address
  readonly upstream: Address
  readonly impatient: boolean
  /** Files in PEM: certificate, key, and both in one. */
  readonly tls: { readonly cert: string; readonly key: string; readonly both: string } | null
}

/** A program to run. */
export type Command = readonly [program: string, ...args: string[]]

/** A proxy that the table holds to the rows. */
export interface ReverseProxy {
  readonly name: string
  /** What its settings are, for readers of the table. */
  readonly settings: string
  /** Makes it ready to run; its version, or null when it is not at hand. */
  prepare(): Promise<string | null>
  /** Writes its config into the folder. */
  command(settings: ProxySettings, folder: string): Command
  /** What its documentation does not offer. */
  readonly lacks: readonly Feature[]
  /** Tells it to end once the requests at work are answered. */
  readonly drains: NodeJS.Signals
}

export function urlHost({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
