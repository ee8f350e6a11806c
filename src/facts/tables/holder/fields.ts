import type { Class, Node } from 'oxc-parser'
import { propertyName } from '../syntax/expression.js'

export interface Field {
  readonly name: string | null
  readonly type: Node | null
  readonly decorators: readonly Node[]
}

/** Properties of a class, those that its constructor declares as parameters included. */
export function fieldsOf(around: Class): readonly Field[] {
  return around.body.body.flatMap((member): readonly Field[] => {
    if (member.type === 'PropertyDefinition') {
      return [
        { name: propertyName(member), type: member.typeAnnotation ?? null, decorators: member.decorators },
      ]
    }
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return []
    return member.value.params.flatMap(param => {
      const inner = param.type === 'TSParameterProperty' ? param.parameter : param
      if (inner.type !== 'Identifier') return []
      return [{ name: inner.name, type: inner.typeAnnotation ?? null, decorators: param.decorators ?? [] }]
    })
  })
}
