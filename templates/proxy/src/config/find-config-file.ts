import { existsSync } from 'node:fs'
import path from 'node:path'

export const configFileName = 'strangler.config.json'

/** The config of a folder: in it, or in the nearest folder above that has one; null where there is none. */
export function findConfigFile(folder: string): string | null {
  const file = path.join(folder, configFileName)
  if (existsSync(file)) return file
  const above = path.dirname(folder)
  return above === folder ? null : findConfigFile(above)
}
