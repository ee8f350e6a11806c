import { ts } from 'ts-morph'
import type { Injection } from '../frameworks/framework.js'
import type { Program } from '../program/program.js'

/** What a container says about `this.mailer.send` where the type of `mailer` does not tell. */
export function resolveInjected(program: Program, injections: readonly Injection[]) {
  const bound = new Map<string, string>()
  for (const { into, property, bound: target } of injections) {
    if (property !== null && target !== null) bound.set(`${into}\0${property}`, target)
  }
  return (name: ts.Node): readonly ts.Declaration[] => {
    if (bound.size === 0 || !ts.isPropertyAccessExpression(name.parent)) return []
    const receiver = name.parent.expression
    const property = propertyOf(receiver)
    const owner = ts.findAncestor(receiver, ts.isClassLike)
    const file = program.fileOf(name)
    if (property === null || owner?.name === undefined || file === null) return []
    const target = bound.get(`${file.path}#${owner.name.text}\0${property}`)
    return target === undefined ? [] : membersOf(program, target, textOf(name))
  }
}

function propertyOf(receiver: ts.Expression): string | null {
  if (ts.isIdentifier(receiver)) return receiver.text
  const ofThis =
    ts.isPropertyAccessExpression(receiver) && receiver.expression.kind === ts.SyntaxKind.ThisKeyword
  return ofThis ? receiver.name.text : null
}

function membersOf(program: Program, id: string, member: string): readonly ts.Declaration[] {
  const [path = '', className] = id.split('#')
  for (const statement of program.fileAt(path)?.source.statements ?? []) {
    if (!ts.isClassDeclaration(statement) || (statement.name?.text ?? 'default') !== className) continue
    return statement.members.filter(({ name }) => name !== undefined && textOf(name) === member)
  }
  return []
}

function textOf(name: ts.Node): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''
}
