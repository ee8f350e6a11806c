import type { ModuleExplanation } from '../explanation.js'
import { amount, columns, describeRules, section } from './lines.js'

export function renderModule(module: ModuleExplanation): string[] {
  return [
    `Module ${module.name} in ${module.path}, ${amount(module.files, 'file')}`,
    ...section('Facts', columns(listFacts(module))),
    ...section('Everybody may import', module.public.length === 0 ? ['nothing'] : module.public),
    ...module.interfaces.flatMap(({ name, files, visibleTo }) =>
      section(`Interface ${name}, for ${visibleTo === null ? 'everybody' : visibleTo.join(', ')}`, files),
    ),
    ...section('Uses', columns(module.uses.map(use => [use.module, describeUse(use)]))),
    ...section('Used by', columns(module.usedBy.map(use => [use.module, amount(use.imports, 'import')]))),
    ...section('Packages', columns(module.packages.map(use => [use.name, amount(use.imports, 'import')]))),
    ...section('Rules', describeRules(module.rules)),
  ]
}

function listFacts({ layer, owner, openTo, tables }: ModuleExplanation): [string, string][] {
  const facts: [string, string | null][] = [
    ['layer', layer],
    ['owner', owner],
    ['open to', openTo],
    ['tables', tables.length === 0 ? null : tables.join(', ')],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
}

function describeUse({ imports, declared, open }: ModuleExplanation['uses'][number]): string {
  if (imports === 0) return 'declared, not used'
  return `${amount(imports, 'import')}${declared ? '' : open ? ', open to all' : ', not declared'}`
}
