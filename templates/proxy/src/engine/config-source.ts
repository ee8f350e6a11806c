import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ConfigProblem, StranglerConfig } from '../config/model.js'
import { parseConfig } from '../config/parse-config.js'
import type { ConfigInput } from '../config/schema.js'

/** Where a proxy has its config from. */
export type ConfigSource =
  /** Absolute path of `strangler.config.json`, which is read anew when it changes; paths in it count from its folder. */
  | { readonly configFile: string }
  /** What would stand in the file, for programs; paths in it count from `folder`, or else from the current one. */
  | { readonly config: ConfigInput; readonly folder?: string }

/** A config that cannot be used. */
export class InvalidConfig extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'))
  }
}

export function configFolder(source: ConfigSource): string {
  if ('configFile' in source) return path.dirname(source.configFile)
  return path.resolve(source.folder ?? '.')
}

export function configText(source: ConfigSource): string {
  return 'configFile' in source ? readFileSync(source.configFile, 'utf8') : writeConfig(source.config)
}

/** A config of a program as text, so that its problems have places. */
export function writeConfig(config: ConfigInput): string {
  return JSON.stringify(config, null, 2)
}

/** With absolute paths. Throws InvalidConfig. */
export function readConfig(text: string, folder: string): StranglerConfig {
  const parsed = parseConfig(text)
  if (parsed.kind === 'problems') throw new InvalidConfig(parsed.problems)
  const { config } = parsed
  const { tls } = config
  const absolute = (file: string) => (isPem(file) ? file : path.resolve(folder, file))
  const upstreams = [...config.upstreams].map(
    ([name, upstream]) =>
      [name, upstream.ca === null ? upstream : { ...upstream, ca: absolute(upstream.ca) }] as const,
  )
  return {
    ...config,
    tls: tls === null ? null : { cert: absolute(tls.cert), key: absolute(tls.key) },
    upstreams: new Map(upstreams),
  }
}

/** Certificates and keys may stand in the config themselves. */
function isPem(text: string): boolean {
  return text.startsWith('-----BEGIN')
}

/** Milliseconds between two looks at the file. */
const lookEvery = 1000

/**
 * Looks at the file itself: editors and deployments replace it. What changed between the read of `first` and the
 * first look is seen too, which watchFile would take for the state to compare with. Returns how to end that.
 */
export function watchConfig(file: string, first: string, changed: (text: string) => void): () => void {
  let known = first
  let seen = ''
  const look = () => {
    try {
      const { ino, size, mtimeNs } = statSync(file, { bigint: true })
      const version = `${ino} ${size} ${mtimeNs}`
      if (version === seen) return
      const text = readFileSync(file, 'utf8')
      seen = version
      if (text === known) return
      known = text
      changed(text)
    } catch {
      // Being replaced, or gone: the config in use stays.
    }
  }
  const timer = setInterval(look, lookEvery).unref()
  return () => clearInterval(timer)
}
