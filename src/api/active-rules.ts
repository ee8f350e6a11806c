import { type Rule, rules } from '../boundaries/index.js'
import type { ActiveRule } from '../explanation/index.js'
import type { Config } from '../kernel/config.js'

/** The rules that a config leaves or switches on, its own ones last. */
export function listActiveRules(config: Config): readonly ActiveRule[] {
  const builtIn = Object.values(rules).flatMap(rule => {
    const { severity, setBy, options } = settingOf(config, rule)
    return severity === 'off' ? [] : [{ rule: rule.name, severity, setBy, options }]
  })
  const own = config.ownRules.flatMap(({ name }) => {
    const { severity = 'error', options = {} } = config.rules.get(`own/${name}`) ?? {}
    return severity === 'off' ? [] : [{ rule: `own/${name}`, severity, setBy: 'config' as const, options }]
  })
  return [...builtIn, ...own]
}

export function settingOf(config: Config, rule: Rule) {
  const setting = config.rules.get(rule.name)
  return setting
    ? { severity: setting.severity, options: setting.options, setBy: 'config' as const }
    : { severity: rule.severity, options: {}, setBy: 'default' as const }
}
