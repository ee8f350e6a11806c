import type { ImportExplanation } from '../explanation.js'
import { place, section } from './lines.js'

export function renderImport(explanation: ImportExplanation): string[] {
  const { from, specifier, steps, sites, modules } = explanation
  return [
    `'${specifier}' in ${from} ${describeTarget(explanation)}`,
    ...section(
      'How',
      steps.map((step, at) => `${at + 1}. ${step}`),
    ),
    ...section(
      'Modules',
      modules.from || modules.to ? [`${modules.from ?? 'none'} → ${modules.to ?? 'none'}`] : [],
    ),
    ...section(
      'Written at',
      sites.length === 0 ? ['nowhere in this file; resolved as if it were'] : sites.map(describeWritten),
    ),
  ]
}

function describeTarget({ to, external }: ImportExplanation): string {
  if (to === null) return 'does not resolve.'
  return external ? `is the package ${to}.` : `is ${to}.`
}

function describeWritten(site: ImportExplanation['sites'][number]): string {
  const symbols = site.symbols.length === 0 ? '' : ` { ${site.symbols.join(', ')} }`
  const through =
    site.definedIn !== null && site.definedIn !== site.to ? `, defined in ${site.definedIn}` : ''
  return `${place(site)}  ${site.form}, ${site.kind}${symbols}${through}`
}
