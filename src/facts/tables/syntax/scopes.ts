import type { Class, Node, Program, VariableDeclarator } from 'oxc-parser'
import { propertyName, unwrapAwait } from './expression.js'

/** What a name stands for at a place of the file. */
export type Binding =
  | { readonly kind: 'import'; readonly specifier: string; readonly symbol: string }
  | {
      readonly kind: 'variable'
      readonly init: Node | null
      /** Members taken by destructuring: `['users']` in `const { users } = schema`. */
      readonly path: readonly string[]
      readonly type: Node | null
    }
  | { readonly kind: 'parameter'; readonly type: Node | null; readonly of: Node }
  | { readonly kind: 'class'; readonly node: Class }
  | { readonly kind: 'enum'; readonly node: Extract<Node, { type: 'TSEnumDeclaration' }> }
  | { readonly kind: 'other' }

/** The names in scope while a tree is walked. */
export interface Scopes {
  readonly enter: (node: Node) => void
  readonly leave: (node: Node) => void
  readonly lookup: (name: string) => Binding | null
}

/** Names of the top level are known from the start, those of inner scopes from their declaration on. */
export function createScopes(program: Program): Scopes {
  const top = new Map<string, Binding>()
  const stack: Map<string, Binding>[] = [top]
  for (const statement of program.body) declareStatement(statement, top)
  return {
    enter: node => {
      const inner = stack.at(-1) ?? top
      if (node.type === 'VariableDeclarator') declareVariable(node, inner)
      else if (isClass(node) && node.id !== null) inner.set(node.id.name, { kind: 'class', node })
      if (!opensScope(node)) return
      const scope = new Map<string, Binding>()
      if ('params' in node && Array.isArray(node.params)) declareParameters(node, scope)
      stack.push(scope)
    },
    leave: node => {
      if (opensScope(node)) stack.pop()
    },
    lookup: name => {
      for (let at = stack.length - 1; at >= 0; at--) {
        const binding = stack[at]?.get(name)
        if (binding !== undefined) return binding
      }
      return null
    },
  }
}

const scopeTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
  'StaticBlock',
  'SwitchStatement',
])

function opensScope(node: Node): boolean {
  return scopeTypes.has(node.type)
}

export function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

function declareStatement(statement: Node, scope: Map<string, Binding>): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      for (const specifier of statement.specifiers) {
        const symbol = importedName(specifier)
        scope.set(specifier.local.name, { kind: 'import', specifier: statement.source.value, symbol })
      }
      break
    case 'TSImportEqualsDeclaration':
      if (statement.moduleReference.type === 'TSExternalModuleReference') {
        const specifier = statement.moduleReference.expression.value
        scope.set(statement.id.name, { kind: 'import', specifier, symbol: '*' })
      }
      break
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (statement.declaration !== null) declareStatement(statement.declaration, scope)
      break
    case 'VariableDeclaration':
      for (const declarator of statement.declarations) declareVariable(declarator, scope)
      break
    case 'TSEnumDeclaration':
      scope.set(statement.id.name, { kind: 'enum', node: statement })
      break
    default:
      if (isClass(statement) && statement.id !== null) {
        scope.set(statement.id.name, { kind: 'class', node: statement })
      }
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  if (specifier.type !== 'ImportSpecifier') return 'default'
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name
}

function declareVariable(declarator: VariableDeclarator, scope: Map<string, Binding>): void {
  const { id } = declarator
  const init = declarator.init === null ? null : unwrapAwait(declarator.init)
  const type = 'typeAnnotation' in id ? (id.typeAnnotation ?? null) : null
  const required = init === null ? null : requiredSpecifier(init)
  for (const { name, path } of boundNames(id, [])) {
    if (required === null) scope.set(name, { kind: 'variable', init, path, type })
    else scope.set(name, { kind: 'import', specifier: required, symbol: path[0] ?? '*' })
  }
}

/** `x` in `require('x')` and `import('x')`. */
function requiredSpecifier(init: Node): string | null {
  const isRequire =
    init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require'
  const source = isRequire ? init.arguments[0] : init.type === 'ImportExpression' ? init.source : undefined
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : null
}

function declareParameters(node: Node, scope: Map<string, Binding>): void {
  const { params } = node as unknown as { readonly params: readonly Node[] }
  for (const param of params) {
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param
    const type = 'typeAnnotation' in pattern ? ((pattern.typeAnnotation as Node | null) ?? null) : null
    for (const { name } of boundNames(pattern, [])) scope.set(name, { kind: 'parameter', type, of: node })
  }
}

interface BoundName {
  readonly name: string
  readonly path: readonly string[]
}

/** All names that a pattern binds, each with the members that lead to it. */
export function boundNames(pattern: Node, path: readonly string[]): readonly BoundName[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, path }]
    case 'AssignmentPattern':
      return boundNames(pattern.left, path)
    case 'RestElement':
      return boundNames(pattern.argument, [...path, '*'])
    case 'ArrayPattern':
      return pattern.elements.flatMap(element =>
        element === null ? [] : boundNames(element, [...path, '*']),
      )
    case 'ObjectPattern':
      return pattern.properties.flatMap(property =>
        property.type === 'Property'
          ? boundNames(property.value, [...path, propertyName(property) ?? '*'])
          : boundNames(property, path),
      )
    default:
      return []
  }
}
