import type { Node, Program } from 'oxc-parser'
import { boundNames } from './scopes.js'

/** Local name → names under which the file itself exports it. */
export function deriveExportedNames(program: Program): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  const add = (local: string, exported: string) => {
    const known = names.get(local)
    if (known === undefined) names.set(local, [exported])
    else known.push(exported)
  }
  for (const statement of program.body) addStatement(statement, add)
  return names
}

type Add = (local: string, exported: string) => void

function addStatement(statement: Node, add: Add): void {
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement
    const named = 'id' in declaration ? declaration.id : declaration
    if (named?.type === 'Identifier') add(named.name, 'default')
    return
  }
  if (statement.type !== 'ExportNamedDeclaration' || statement.source !== null) {
    if (statement.type === 'ExpressionStatement') addCommonJs(statement.expression, add)
    return
  }
  for (const { local, exported } of statement.specifiers) {
    if (local.type === 'Identifier')
      add(local.name, exported.type === 'Literal' ? exported.value : exported.name)
  }
  for (const name of statement.declaration === null ? [] : declaredNames(statement.declaration))
    add(name, name)
}

function declaredNames(declaration: Node): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => boundNames(id, []).map(({ name }) => name))
  }
  const named = 'id' in declaration ? (declaration.id as Node | null) : null
  return named?.type === 'Identifier' ? [named.name] : []
}

/** `module.exports = { users }`, `module.exports = users`, `exports.users = users`. */
function addCommonJs(expression: Node, add: Add): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
  const { left, right } = expression
  const { object, property } = left
  if (property.type !== 'Identifier') return
  const isModule = object.type === 'Identifier' && object.name === 'module' && property.name === 'exports'
  if (!isModule) {
    const isExports =
      (object.type === 'Identifier' && object.name === 'exports') ||
      (object.type === 'MemberExpression' &&
        object.property.type === 'Identifier' &&
        object.property.name === 'exports')
    if (isExports && right.type === 'Identifier') add(right.name, property.name)
    return
  }
  if (right.type === 'Identifier') add(right.name, 'default')
  if (right.type !== 'ObjectExpression') return
  for (const item of right.properties) {
    if (item.type === 'Property' && item.key.type === 'Identifier' && item.value.type === 'Identifier') {
      add(item.value.name, item.key.name)
    }
  }
}
