import * as Flags from '@oclif/core/flags'
import type { z } from 'zod'

type Shape = Readonly<Record<string, z.ZodType>>

/**
 * A flag for each field of a schema but those left out: texts, numbers, choices, lists by commas, and switches with their
 * `--no-`. A flag has no default here: whether it was given is for its reader to see.
 */
export function flagsOfSchema({ shape }: z.ZodObject<Shape>, leftOut: readonly string[] = []) {
  const named = Object.entries(shape).filter(([name]) => !leftOut.includes(name))
  return Object.fromEntries(named.map(([name, field]) => [name, flagOf(field)]))
}

function flagOf(field: z.ZodType) {
  const { kind, options } = describe(field)
  const description = `${field.meta()?.description ?? ''}${defaultOf(field)}`
  if (kind === 'boolean') return Flags.boolean({ description, allowNo: true })
  if (kind === 'number') return Flags.integer({ description, helpValue: 'NUMBER' })
  if (kind === 'array')
    return Flags.string({
      description,
      helpValue: 'NAMES',
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
    })
  if (options === null) return Flags.string({ description, helpValue: 'TEXT' })
  return Flags.string({ description, helpValue: 'CHOICE', options: [...options] })
}

interface Field {
  readonly kind: string
  readonly options: readonly string[] | null
}

/** Looks through what may be missing or has a default. */
function describe(field: z.ZodType): Field {
  const { def } = field as unknown as {
    readonly def: {
      readonly type: string
      readonly innerType?: z.ZodType
      readonly entries?: Readonly<Record<string, string>>
    }
  }
  if (def.innerType !== undefined) return describe(def.innerType)
  return {
    kind: def.type === 'int' ? 'number' : def.type,
    options: def.entries === undefined ? null : Object.values(def.entries),
  }
}

function defaultOf(field: z.ZodType): string {
  const parsed = field.safeParse(undefined)
  if (!parsed.success || parsed.data === undefined || typeof parsed.data === 'boolean') return ''
  if (Array.isArray(parsed.data)) return ''
  return ` Left out: ${String(parsed.data)}.`
}
