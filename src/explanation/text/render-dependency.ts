import type { DependencyExplanation, SymbolUse } from '../explanation.js'
import { amount, describeSteps, indent, place } from './lines.js'

export function renderDependency(explanation: DependencyExplanation): string[] {
  const { from, to, imports, symbols, back } = explanation
  const opposite =
    back === 0 ? [] : ['', `The other way round: ${to} has ${amount(back, 'import')} from ${from}.`]
  if (imports === 0) return [...renderIndirect(explanation), ...opposite]
  return [
    `${from} depends on ${to}: ${amount(imports, 'import')}, ${describePermission(explanation)}.`,
    ...symbols.flatMap(use => [
      '',
      describeSymbol(use),
      ...indent(use.sites.map(site => `${place(site)}  ${site.kind}`)),
    ]),
    ...opposite,
  ]
}

function renderIndirect({ from, to, path, declared }: DependencyExplanation): string[] {
  const unused = declared.length === 0 ? '' : ' The config allows it, but nothing uses it.'
  if (path === null)
    return [`${from} does not depend on ${to}, neither directly nor through others.${unused}`]
  return [
    `${from} imports nothing from ${to} directly, but reaches it:${unused}`,
    '',
    ...indent(describeSteps(path)),
  ]
}

function describePermission({ to, declared, open }: DependencyExplanation): string {
  if (declared.length > 0) return declared.map(describeDeclared).join('; ')
  return open ? `not declared, but ${to} is open to all` : 'not declared in the config'
}

function describeDeclared({ kinds, deprecated, until }: DependencyExplanation['declared'][number]): string {
  const limited = kinds === null ? '' : ` for kind ${kinds.join(', ')}`
  if (deprecated === null) return `declared${limited}`
  return `declared${limited}, deprecated${until === null ? '' : ` until ${until}`}: ${deprecated}`
}

function describeSymbol({ symbol, definedIn, sites }: SymbolUse): string {
  const name = symbol === null ? 'no symbol' : symbol === '*' ? 'everything (*)' : symbol
  return `${name}${definedIn === null ? '' : `  from ${definedIn}`}  (${sites.length})`
}
