import type { RuleExplanation } from '../explanation.js'
import { columns, section, wrap } from './lines.js'

export function renderRule(rule: RuleExplanation): string[] {
  const setBy = rule.setBy === 'config' ? 'set by the config' : 'by default'
  const options = Object.entries(rule.options).map(([name, value]) => [name, JSON.stringify(value)] as const)
  return [
    `${rule.name}: ${rule.title} (${rule.severity}, ${setBy})`,
    '',
    ...wrap(rule.summary),
    ...section('What to do', wrap(rule.help)),
    ...section('Looks at', [rule.kinds.join(', ')].filter(Boolean)),
    ...section('Options', columns(options)),
    ...section('More', [rule.page]),
  ]
}
