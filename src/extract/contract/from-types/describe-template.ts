import { ts } from 'ts-morph'

const parts: readonly (readonly [ts.TypeFlags, string])[] = [
  [ts.TypeFlags.Number, '-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?'],
  [ts.TypeFlags.BigInt, '-?\\d+'],
  [ts.TypeFlags.BooleanLike, '(?:true|false)'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Undefined, 'undefined'],
]

/** The expression that a template literal type stands for, anchored. */
export function patternOfTemplate({ texts, types }: ts.TemplateLiteralType): string {
  return `^${texts.map((text, index) => escapeExpression(text) + patternOf(types[index])).join('')}$`
}

function patternOf(type: ts.Type | undefined): string {
  if (type === undefined) return ''
  if (type.isUnion()) return `(?:${type.types.map(patternOf).join('|')})`
  if (type.isStringLiteral()) return escapeExpression(type.value)
  return parts.find(([flag]) => (type.flags & flag) !== 0)?.[1] ?? '[\\s\\S]*'
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
