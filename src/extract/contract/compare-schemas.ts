import type { Contract } from './contract.js'
import type { ObjectSchema, Schema } from './schema.js'

/** A difference of two schemas: whether values of the one are read by the other. */
export interface SchemaChange {
  readonly at: string
  readonly text: string
  /** Whatever was written for the old schema is a value of the new one. */
  readonly oldFitsNew: boolean
  readonly newFitsOld: boolean
}

interface Where {
  readonly at: string
  readonly sides: { readonly before: Contract; readonly after: Contract }
  /** Pairs of references that are being compared further out. */
  readonly open?: ReadonlySet<string>
}

type Pair = readonly [old: Schema, next: Schema]

/** Differences, from the outside in. Descriptions, titles and defaults make none. */
export function compareSchemas(pair: Pair, where: Where): readonly SchemaChange[] {
  const { at, sides, open = new Set<string>() } = where
  const [old, next] = pair
  if (old.kind === 'reference' || next.kind === 'reference') {
    const key = JSON.stringify(pair)
    if (open.has(key)) return []
    const resolved = [resolve(old, sides.before), resolve(next, sides.after)] as const
    return compareSchemas(resolved, { ...where, open: new Set([...open, key]) })
  }
  if (old.kind === 'union' || next.kind === 'union')
    return compareUnions(membersOf(old, sides.before), membersOf(next, sides.after), where)
  if (old.kind === 'any' || next.kind === 'any') {
    if (old.kind === next.kind) return []
    return [
      {
        at,
        text: next.kind === 'any' ? 'may be anything now' : 'is no longer just anything',
        oldFitsNew: next.kind === 'any',
        newFitsOld: old.kind === 'any',
      },
    ]
  }
  if (old.kind !== next.kind) return [differs(at, `is ${next.kind} in place of ${old.kind}`)]
  return compareSameKind(old, next, where)
}

function differs(at: string, text: string): SchemaChange {
  return { at, text, oldFitsNew: false, newFitsOld: false }
}

function resolve(schema: Schema, { types }: Contract): Schema {
  let found = schema
  for (let steps = 0; found.kind === 'reference' && steps < 20; steps += 1)
    found = types[found.$ref]?.schema ?? { kind: 'any', written: 'unresolved' }
  return found
}

function membersOf(schema: Schema, contract: Contract): readonly Schema[] {
  const resolved = resolve(schema, contract)
  return resolved.kind === 'union'
    ? resolved.anyOf.flatMap(member => membersOf(member, contract))
    : [resolved]
}

/** Each member looks for the one that it fits; what finds none was added or taken away. */
function compareUnions(
  old: readonly Schema[],
  next: readonly Schema[],
  where: Where,
): readonly SchemaChange[] {
  const { at } = where
  const fits = (pair: Pair, side: 'oldFitsNew' | 'newFitsOld') =>
    compareSchemas(pair, where).every(each => each[side])
  const lost = old.filter(each => !next.some(other => fits([each, other], 'oldFitsNew')))
  const gained = next.filter(each => !old.some(other => fits([other, each], 'newFitsOld')))
  const [lone] = lost
  const [new_] = gained
  // One member of the same kind on each side is one that changed.
  if (
    lone !== undefined &&
    new_ !== undefined &&
    lost.length === 1 &&
    gained.length === 1 &&
    lone.kind === new_.kind
  )
    return compareSchemas([lone, new_], where)
  if (lost.length === 0 && gained.length === 0) return []
  const text = [
    ...(gained.length === 0 ? [] : [`may be ${gained.map(nameOf).join(' or ')} now`]),
    ...(lost.length === 0 ? [] : [`is never ${lost.map(nameOf).join(' or ')} now`]),
  ].join(', and ')
  return [{ at, text, oldFitsNew: lost.length === 0, newFitsOld: gained.length === 0 }]
}

function nameOf(schema: Schema): string {
  return schema.kind === 'enum' ? schema.enum.map(value => JSON.stringify(value)).join(' or ') : schema.kind
}

function compareSameKind(old: Schema, next: Schema, where: Where): readonly SchemaChange[] {
  const { at } = where
  const inside = (pair: Pair, step: string) => compareSchemas(pair, { ...where, at: at + step })
  if (old.kind === 'object' && next.kind === 'object') return compareObjects(old, next, where)
  if (old.kind === 'instance' && next.kind === 'instance')
    return [
      ...(old.class === next.class ? [] : [differs(at, 'is of another class')]),
      ...compareObjects(old.fields, next.fields, where),
    ]
  if (old.kind === 'enum' && next.kind === 'enum') return compareEnums(old.enum, next.enum, at)
  if (old.kind === 'array' && next.kind === 'array')
    return [...inside([old.items, next.items], '[]'), ...compareBounds(old, next, at)]
  if (old.kind === 'set' && next.kind === 'set') return inside([old.items, next.items], '[]')
  if (old.kind === 'map' && next.kind === 'map')
    return [...inside([old.key, next.key], '[key]'), ...inside([old.value, next.value], '[value]')]
  if (old.kind === 'codec' && next.kind === 'codec') return inside([old.wire, next.wire], '')
  if (old.kind === 'intersection' && next.kind === 'intersection')
    return compareLists(old.allOf, next.allOf, where)
  if (old.kind === 'tuple' && next.kind === 'tuple') {
    const grown = old.minItems === next.minItems && (old.items === null) === (next.items === null)
    return grown
      ? compareLists(old.prefixItems, next.prefixItems, where)
      : [differs(at, 'has another length')]
  }
  if (old.kind === 'string' || old.kind === 'number') return compareBounds(old, next, at)
  return withoutWords(old) === withoutWords(next) ? [] : [differs(at, `is another ${old.kind}`)]
}

function compareLists(
  old: readonly Schema[],
  next: readonly Schema[],
  where: Where,
): readonly SchemaChange[] {
  if (old.length !== next.length) return [differs(where.at, 'has another length')]
  return old.flatMap((each, index) => {
    const other = next[index]
    return other === undefined ? [] : compareSchemas([each, other], { ...where, at: `${where.at}[${index}]` })
  })
}

function compareEnums(
  old: readonly unknown[],
  next: readonly unknown[],
  at: string,
): readonly SchemaChange[] {
  const lost = old.filter(value => !next.includes(value))
  const gained = next.filter(value => !old.includes(value))
  if (lost.length === 0 && gained.length === 0) return []
  const list = (values: readonly unknown[]) => values.map(value => JSON.stringify(value)).join(', ')
  const text = [
    ...(gained.length === 0 ? [] : [`may be ${list(gained)} now`]),
    ...(lost.length === 0 ? [] : [`is never ${list(lost)} now`]),
  ].join(', and ')
  return [{ at, text, oldFitsNew: lost.length === 0, newFitsOld: gained.length === 0 }]
}

function compareObjects(old: ObjectSchema, next: ObjectSchema, where: Where): readonly SchemaChange[] {
  const names = [...new Set([...Object.keys(old.properties), ...Object.keys(next.properties)])]
  const properties = names.flatMap(name =>
    compareProperty(name, old, next, { ...where, at: `${where.at}.${name}` }),
  )
  const others = [old.additionalProperties, next.additionalProperties].map(asSchema)
  const [before, after] = others
  return before === undefined || after === undefined
    ? properties
    : [...properties, ...compareRest(before, after, where)]
}

function asSchema(more: Schema | boolean): Schema | null {
  if (more === true) return { kind: 'any', written: 'unknown' }
  return more === false ? null : more
}

function compareRest(before: Schema | null, after: Schema | null, where: Where): readonly SchemaChange[] {
  const at = `${where.at}[key]`
  if (before !== null && after !== null) return compareSchemas([before, after], { ...where, at })
  if (before === after) return []
  return [
    {
      at,
      text: after === null ? 'other keys are refused now' : 'other keys may stand there now',
      oldFitsNew: after !== null,
      newFitsOld: before !== null,
    },
  ]
}

function compareProperty(
  name: string,
  old: ObjectSchema,
  next: ObjectSchema,
  where: Where,
): readonly SchemaChange[] {
  const { at } = where
  const before = old.properties[name]
  const after = next.properties[name]
  const needed = (schema: ObjectSchema) => schema.required.includes(name)
  // What one side does not know it lets pass, unless it refuses what it does not know.
  if (before === undefined && after !== undefined)
    return [
      {
        at,
        text: needed(next) ? 'is new, and needed' : 'is new',
        oldFitsNew: !needed(next),
        newFitsOld: old.additionalProperties !== false,
      },
    ]
  if (before !== undefined && after === undefined)
    return [
      { at, text: 'is gone', oldFitsNew: next.additionalProperties !== false, newFitsOld: !needed(old) },
    ]
  if (before === undefined || after === undefined) return []
  const changes = compareSchemas([before, after], where)
  if (needed(old) === needed(next)) return changes
  const text = needed(next) ? 'is needed now' : 'may be missing now'
  return [{ at, text, oldFitsNew: !needed(next), newFitsOld: !needed(old) }, ...changes]
}

const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']

/** A bound that moves lets more in or less; any other word is another set of values. */
function compareBounds(old: Schema, next: Schema, at: string): readonly SchemaChange[] {
  const words = new Set(
    [...Object.keys(old), ...Object.keys(next)].filter(word => !annotations.has(word) && word !== 'items'),
  )
  return [...words].flatMap(word => {
    const before: unknown = Reflect.get(old, word)
    const after: unknown = Reflect.get(next, word)
    if (before === after) return []
    const text = `${word} is ${JSON.stringify(after) ?? 'no longer set'}${before === undefined ? '' : ` in place of ${JSON.stringify(before)}`}`
    if (word === 'nonFinite') return [{ at, text, oldFitsNew: after === true, newFitsOld: before === true }]
    const [least, most] = lower.includes(word)
      ? [Number.NEGATIVE_INFINITY, 1]
      : upper.includes(word)
        ? [Number.POSITIVE_INFINITY, -1]
        : [0, 0]
    // A word that is new narrows; one that is gone widens.
    if (most === 0) return [{ at, text, oldFitsNew: after === undefined, newFitsOld: before === undefined }]
    const narrower = (Number(after ?? least) - Number(before ?? least)) * most > 0
    return [{ at, text, oldFitsNew: !narrower, newFitsOld: narrower }]
  })
}

const annotations = new Set(['title', 'description', 'deprecated', 'default', 'outcome', 'brand', 'type'])

function withoutWords(schema: Schema): string {
  return JSON.stringify(
    Object.entries(schema)
      .filter(([word]) => !annotations.has(word))
      .toSorted(),
  )
}
