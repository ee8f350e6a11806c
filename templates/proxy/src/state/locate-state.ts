import path from 'node:path'
import type { StateSettings } from '../config/model.js'
import type { StatePlace } from './open-store.js'

/** Value of an environment variable; undefined where it is not set. */
export type ReadVariable = (name: string) => string | undefined

/** Where the config keeps the state. Files count from `folder`. Throws, without the secret, when that is not known. */
export function locateState(settings: StateSettings, folder: string, readVariable: ReadVariable): StatePlace {
  if (settings.kind === 'file') return { kind: 'file', file: path.resolve(folder, settings.file) }
  const { kind, url, urlVariable, name } = settings
  const found = urlVariable === null ? url : (readVariable(urlVariable) ?? '')
  const source = urlVariable === null ? 'state.url' : `The environment variable ${urlVariable}`
  if (found === null || found.trim() === '') {
    throw new Error(`${source} is not set: the state is in ${databases[kind]} at the address that it holds.`)
  }
  if (!schemes[kind].test(found)) {
    throw new Error(`${source} does not hold an address of ${databases[kind]}, such as ${examples[kind]}.`)
  }
  return { kind, url: found, name }
}

const databases = { postgres: 'PostgreSQL', redis: 'Redis' } as const
const schemes = { postgres: /^(?:postgres(?:ql)?:\/\/|socket:|\/)/, redis: /^(?:rediss?:\/\/|\/)/ } as const
const examples = { postgres: 'postgres://user:password@host/database', redis: 'redis://host:6379' } as const
