import type { Config } from '../kernel/config.js'
import { severityOf } from './judge.js'

/** Whether tables are to be read: only for a rule that has something to judge, since it costs a look at many trees. */
export function needsTables(config: Config): boolean {
  // Own rules may look at tables too.
  if (config.ownRules.length > 0) return true
  const owned = config.modules.some(module => module.data.tables.length > 0)
  const unowned = config.rules.get('foreign-table')?.options.unowned === 'error'
  return severityOf('foreign-table', config) !== 'off' && (owned || unowned)
}
