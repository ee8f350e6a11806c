import type { Class, Node } from 'oxc-parser'
import { propertyName } from '../tables/syntax/expression.js'
import { lowerType } from './lower-type.js'
import type { Lowering } from './lowering.js'
import type { ClassOutline, Expression, MemberOutline } from './outline.js'

export function lowerClass(node: Class, lower: Lowering): ClassOutline {
  return {
    name: node.id?.name ?? null,
    base: node.superClass === null ? null : lower.expression(node.superClass),
    decorators: lowerDecorators(node, lower),
    members: node.body.body.flatMap(member => lowerMember(member, lower)),
    line: lower.lineOf(node),
  }
}

function lowerMember(member: Class['body']['body'][number], lower: Lowering): readonly MemberOutline[] {
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return []
  const name = propertyName(member)
  if (name === null || member.value?.type === 'TSEmptyBodyFunctionExpression') return []
  const isMethod = member.type === 'MethodDefinition'
  if (isMethod && member.kind === 'set') return []
  return [
    {
      name,
      kind: !isMethod ? 'field' : member.kind === 'get' ? 'getter' : 'method',
      static: member.static,
      decorators: lowerDecorators(member, lower),
      value: member.value === null ? null : lower.expression(member.value),
      type: member.type === 'PropertyDefinition' ? lowerType(member.typeAnnotation) : null,
      line: lower.lineOf(member.key),
    },
  ]
}

function lowerDecorators(
  node: { readonly decorators?: readonly { readonly expression: Node }[] },
  lower: Lowering,
): readonly Expression[] {
  return (node.decorators ?? []).map(({ expression }) => lower.expression(expression))
}
