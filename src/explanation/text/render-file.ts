import type { FileExplanation, ImportSite } from '../explanation.js'
import { amount, columns, describeRules, section } from './lines.js'

export function renderFile(file: FileExplanation): string[] {
  return [
    `${file.path}: ${describeStanding(file)}`,
    ...section('Exports', file.exports.length === 0 ? [] : [file.exports.join(', ')]),
    ...section(`Imports ${amount(file.imports.length, 'time')}`, columns(file.imports.map(describeTarget))),
    ...section(
      `Imported ${amount(file.importedBy.length, 'time')}`,
      columns(file.importedBy.map(site => [`${site.file}:${site.line}`, site.kind])),
    ),
    ...section('Rules', describeRules(file.rules)),
  ]
}

function describeStanding({ module, public: open, interfaces, test, generated }: FileExplanation): string {
  if (module === null) return 'belongs to no module'
  const opening = open ? 'public' : interfaces.length > 0 ? `interface ${interfaces.join(', ')}` : 'private'
  return [`module ${module}`, opening, ...(test ? ['a test'] : []), ...(generated ? ['generated'] : [])].join(
    ', ',
  )
}

function describeTarget({ line, specifier, to, kind }: ImportSite): [string, string] {
  return [`line ${line}: '${specifier}'`, `${to ?? 'does not resolve'}, ${kind}`]
}
