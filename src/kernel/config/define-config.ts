import type { ConfigInput } from './config-input.js'

/** Hands the config on as it is; in a `banyan.config.ts` editors then complete and check it. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
