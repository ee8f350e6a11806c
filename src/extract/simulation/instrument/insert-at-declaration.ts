import { ts } from 'ts-morph'
import type { SimulatedOperation } from '../request.js'
import type { Declaration } from './find-declaration.js'
import { alias, type SiteOutcome } from './insertion.js'
import { insertIntoClass } from './insert-into-class.js'
import { wrapInitializer } from './wrap-initializer.js'

/** What has to be put around one declaration so that calls of an operation can be seen. */
export function insertAtDeclaration(declaration: Declaration, operation: SimulatedOperation): SiteOutcome {
  const offset = declaration.node.getStart()
  if (declaration.is === 'type') return { is: 'abstract', offset }
  if (isAmbient(declaration)) return { is: 'refused', reason: 'is only declared here', offset }
  if (declaration.is === 'class') return insertIntoClass(declaration.node, operation)
  if (declaration.is === 'function') return insertIntoFunction(declaration.node, operation)
  if (declaration.is === 'variable') return insertAtVariable(declaration, operation)
  return insertAtExpression(declaration.node, operation)
}

function isAmbient(declaration: Declaration): boolean {
  const node = 'statement' in declaration ? declaration.statement : declaration.node
  const modifiers = ts.canHaveModifiers(node) ? (node.modifiers ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
}

/** A function keeps its identity, and is there before its line: its body asks first. */
function insertIntoFunction(node: ts.FunctionDeclaration, { id, member }: SimulatedOperation): SiteOutcome {
  const offset = node.getStart()
  if (member !== null) {
    const text = node.name === undefined ? null : `;${membersOf(node.name.text, member, id)};`
    if (text === null) return { is: 'refused', reason: 'is a member of a function without a name', offset }
    return { is: 'inserted', insertions: [{ at: node.end, text }] }
  }
  if (node.asteriskToken !== undefined)
    return { is: 'refused', reason: 'is a generator: what it yields cannot be called over a network', offset }
  const name = node.name?.text ?? '$banyanDefault'
  if (node.parameters.some(parameter => parameter.name.getText() === name))
    return { is: 'refused', reason: 'has a parameter of its own name', offset }
  const ask = `;const $crossed = ${alias}.enter(${JSON.stringify(id)}, ${name}, arguments); if ($crossed !== null) return $crossed.value;`
  const insertions = [{ at: bodyStart(node), text: ask }]
  const keyword = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)
  if (node.name === undefined && keyword !== undefined) insertions.push({ at: keyword.end, text: ` ${name}` })
  return { is: 'inserted', insertions }
}

/** Behind the brace and what must come first, such as `'use strict'`. */
function bodyStart({ body }: ts.FunctionDeclaration): number {
  if (body === undefined) return 0
  const directives = body.statements.filter(
    (statement, index) =>
      ts.isExpressionStatement(statement) &&
      ts.isStringLiteral(statement.expression) &&
      body.statements.slice(0, index).every(each => ts.isExpressionStatement(each)),
  )
  return directives.at(-1)?.end ?? body.getStart() + 1
}

function insertAtVariable(
  { node, statement, name }: Extract<Declaration, { is: 'variable' }>,
  { id, member }: SimulatedOperation,
): SiteOutcome {
  if (node.initializer === undefined)
    return { is: 'refused', reason: 'gets its value later than its declaration', offset: node.getStart() }
  if (member !== null)
    return { is: 'inserted', insertions: [{ at: statement.end, text: `;${membersOf(name, member, id)};` }] }
  return { is: 'inserted', insertions: wrapInitializer(node, name, id) }
}

function insertAtExpression(node: ts.Expression, { id, member }: SimulatedOperation): SiteOutcome {
  const before = member === null ? `${alias}.wrap(` : `${alias}.members(`
  const after =
    member === null ? `, ${JSON.stringify(id)})` : `, { ${JSON.stringify(member)}: ${JSON.stringify(id)} })`
  return {
    is: 'inserted',
    insertions: [
      { at: node.getStart(), text: before },
      { at: node.end, text: after },
    ],
  }
}

/** Text that puts a function in the place of a member. */
export function membersOf(target: string, member: string, id: string): string {
  return `${alias}.members(${target}, { ${JSON.stringify(member)}: ${JSON.stringify(id)} })`
}
