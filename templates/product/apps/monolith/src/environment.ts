import { readStandardSettings, type Settings } from '@shop/platform/config'
import { defaultPort, product } from './product.js'

export type { Settings } from '@shop/platform/config'

/** Throws a `ConfigurationError` with everything that is wrong. What one module alone needs, its wiring reads. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return readStandardSettings({ product, port: defaultPort }, env)
}
