import { toJSONSchema } from 'zod'

/** What zod keeps of a schema, as far as we look into it. */
export interface ZodDefinition {
  readonly type: string
  readonly innerType?: unknown
  readonly element?: unknown
  readonly items?: readonly unknown[]
  readonly rest?: unknown
  readonly in?: unknown
  readonly out?: unknown
  readonly left?: unknown
  readonly right?: unknown
  readonly options?: readonly unknown[]
  readonly discriminator?: string
  readonly values?: readonly unknown[]
  readonly entries?: Readonly<Record<string, string | number>>
  readonly shape?: Readonly<Record<string, unknown>>
  readonly catchall?: unknown
  readonly keyType?: unknown
  readonly valueType?: unknown
  readonly getter?: () => unknown
  readonly reverseTransform?: unknown
  readonly defaultValue?: unknown
}

/** Schemas may come from another copy of zod than ours, so what they are is read, not asked with `instanceof`. */
export function readDefinition(schema: unknown): ZodDefinition | null {
  const internals = (schema as { readonly _zod?: { readonly def?: unknown } } | null)?._zod
  return (internals?.def as ZodDefinition | undefined) ?? null
}

/** Bounds, patterns and formats as zod itself tells them; nothing where it cannot. */
export function readKeywords(schema: unknown): Readonly<Record<string, unknown>> {
  try {
    return toJSONSchema(schema as Parameters<typeof toJSONSchema>[0], {
      io: 'output',
      unrepresentable: 'any',
    }) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** `.meta()` and `.describe()`. */
export function readMeta(schema: unknown): {
  readonly id?: string
  readonly title?: string
  readonly description?: string
  readonly deprecated?: boolean
} {
  const { meta } = schema as { readonly meta?: unknown }
  return (typeof meta === 'function' ? (meta.call(schema) as object | undefined) : undefined) ?? {}
}
