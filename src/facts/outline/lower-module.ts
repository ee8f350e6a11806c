import type { Node } from 'oxc-parser'
import { boundNames } from '../tables/syntax/scopes.js'
import type { Lowering } from './lowering.js'
import type { ImportedName, Statement } from './outline.js'

/** Null for what is no import; imports of types only bind nothing. */
export function lowerImport(node: Node): readonly Statement[] | null {
  if (node.type === 'ImportDeclaration') {
    if (node.importKind === 'type') return typeImport(node)
    return [{ kind: 'import', specifier: node.source.value, names: node.specifiers.map(importedName) }]
  }
  if (node.type !== 'TSImportEqualsDeclaration') return null
  if (node.moduleReference.type !== 'TSExternalModuleReference') return []
  const { value: specifier } = node.moduleReference.expression
  return [{ kind: 'import', specifier, names: [{ local: node.id.name, symbol: '*' }] }]
}

/** The names count, for annotations; without any, nothing is loaded. */
function typeImport(node: Extract<Node, { type: 'ImportDeclaration' }>): readonly Statement[] {
  if (node.specifiers.length === 0) return []
  return [{ kind: 'import', specifier: node.source.value, names: node.specifiers.map(importedName) }]
}

function importedName(
  specifier: Extract<Node, { type: 'ImportDeclaration' }>['specifiers'][number],
): ImportedName {
  const local = specifier.local.name
  if (specifier.type === 'ImportNamespaceSpecifier') return { local, symbol: '*' }
  if (specifier.type === 'ImportDefaultSpecifier') return { local, symbol: 'default' }
  return { local, symbol: nameOf(specifier.imported) }
}

function nameOf(node: Node): string {
  if (node.type === 'Literal') return String(node.value)
  return node.type === 'Identifier' ? node.name : ''
}

/** What a file hands out; nothing for other statements. */
export function lowerExport(node: Node, lower: Lowering): readonly Statement[] {
  switch (node.type) {
    case 'ExportAllDeclaration': {
      const exported = node.exported === null ? '*' : nameOf(node.exported)
      return [{ kind: 'export-from', specifier: node.source.value, exported, symbol: '*' }]
    }
    case 'ExportDefaultDeclaration':
      return lowerDefault(node, lower)
    case 'ExportNamedDeclaration':
      return lowerNamed(node, lower)
    case 'TSExportAssignment': {
      const target = memberOf('module', 'exports')
      return [
        { kind: 'run', expression: { kind: 'assign', target, value: lower.expression(node.expression) } },
      ]
    }
    default:
      return []
  }
}

function memberOf(object: string, name: string) {
  return {
    kind: 'member',
    of: { kind: 'name', name: object },
    name: { kind: 'text', value: name },
  } as const
}

function lowerDefault(
  { declaration }: Extract<Node, { type: 'ExportDefaultDeclaration' }>,
  lower: Lowering,
): readonly Statement[] {
  const named =
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id !== null
  if (!named) return [{ kind: 'export', exported: 'default', value: lower.expression(declaration) }]
  const value = { kind: 'name', name: declaration.id?.name ?? '' } as const
  return [...lower.statements([declaration]), { kind: 'export', exported: 'default', value }]
}

function lowerNamed(
  node: Extract<Node, { type: 'ExportNamedDeclaration' }>,
  lower: Lowering,
): readonly Statement[] {
  const { declaration, source } = node
  if (source !== null) {
    return node.specifiers.map(({ local, exported }) => ({
      kind: 'export-from',
      specifier: source.value,
      exported: nameOf(exported),
      symbol: nameOf(local),
    }))
  }
  const statements = declaration === null ? [] : lower.statements([declaration])
  const names = declaration === null ? [] : declaredNames(declaration)
  return [
    ...statements,
    ...names.map(name => exportOf(name, name)),
    ...node.specifiers.map(({ local, exported }) => exportOf(nameOf(exported), nameOf(local))),
  ]
}

function exportOf(exported: string, local: string): Statement {
  return { kind: 'export', exported, value: { kind: 'name', name: local } }
}

function declaredNames(declaration: Node): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => boundNames(id, []).map(({ name }) => name))
  }
  const named = 'id' in declaration ? (declaration.id as Node | null) : null
  return named?.type === 'Identifier' ? [named.name] : []
}
