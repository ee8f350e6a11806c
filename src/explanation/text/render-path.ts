import type { PathExplanation } from '../explanation.js'
import { amount, describeSteps, indent } from './lines.js'

export function renderPath({ from, to, path }: PathExplanation): string[] {
  if (path === null) return [`No chain of imports leads from ${from} to ${to}.`]
  if (path.length === 0) return [`${from} and ${to} are the same.`]
  return [`${from} reaches ${to} in ${amount(path.length, 'import')}:`, '', ...indent(describeSteps(path))]
}
