import type { ZodType } from 'zod'

/** What zod keeps of a schema, as far as we look into it. */
export interface SchemaDefinition {
  readonly type: string
  readonly innerType?: ZodType
  readonly element?: ZodType
  readonly in?: ZodType
  readonly out?: ZodType
  readonly left?: ZodType
  readonly right?: ZodType
  readonly options?: readonly ZodType[]
  readonly values?: readonly unknown[]
  readonly shape?: Readonly<Record<string, ZodType>>
  readonly getter?: () => ZodType
  readonly reverseTransform?: unknown
}

export function readDefinition(schema: ZodType): SchemaDefinition {
  return schema._zod.def as unknown as SchemaDefinition
}

/** Without `optional`, `nullable`, `default` and their like; of a pipe or codec the side that takes the input. */
export function unwrap(schema: ZodType): ZodType {
  const definition = readDefinition(schema)
  if (definition.type === 'pipe') {
    const preprocessed = definition.in !== undefined && readDefinition(definition.in).type === 'transform'
    const inner = preprocessed ? definition.out : definition.in
    return inner === undefined ? schema : unwrap(inner)
  }
  if (definition.type === 'lazy')
    return definition.getter === undefined ? schema : unwrap(definition.getter())
  return definition.innerType === undefined ? schema : unwrap(definition.innerType)
}

/** The schema of a field of the input, wherever among unions and intersections it is; null where there is none. */
export function findField(schema: ZodType, name: string): ZodType | null {
  const { shape, left, right, options } = readDefinition(unwrap(schema))
  if (shape !== undefined) return Object.hasOwn(shape, name) ? (shape[name] ?? null) : null
  for (const part of [left, right, ...(options ?? [])]) {
    const field = part === undefined ? null : findField(part, name)
    if (field !== null) return field
  }
  return null
}

/** Whether it stands for nothing at all: the output of a command that only succeeds. */
export function isVoid(schema: ZodType): boolean {
  return ['void', 'undefined'].includes(readDefinition(schema).type)
}
