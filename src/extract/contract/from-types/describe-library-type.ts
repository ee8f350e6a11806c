import type { Schema } from '../schema.js'
import type { LibraryType } from './library-types.js'
import type { Spot, TypeReading } from './type-reading.js'

interface LibraryUse {
  readonly name: string
  readonly spot: Spot
  readonly reading: TypeReading
  /** Schema of an argument of the type. */
  readonly parameter: (index: number) => Schema
}

/** Ways of answering are promises and streams where they stand inside of data. */
const insideOfData = {
  promise: 'promise',
  observable: 'stream',
  stream: 'stream',
  iterator: 'iterator',
  'async-iterator': 'iterator',
  task: 'function',
} as const

/** A type of a library where data is expected. */
export function describeLibraryType(
  known: LibraryType,
  { name, spot, reading, parameter }: LibraryUse,
): Schema {
  if (known.kind === 'schema') {
    const schema = known.schema([0, 1].slice(0, countParameters(known.schema)).map(parameter))
    noteWeakness(schema, { spot, reading, name })
    return schema
  }
  const why = known.kind === 'refused' ? known.why : insideOfData[known.answer]
  reading.lose(why, spot, name)
  return { kind: 'refused', why, type: name }
}

/** Only maps and sets look at what they hold. */
function countParameters(build: (parameters: readonly Schema[]) => Schema): number {
  const { kind } = build([])
  return kind === 'map' ? 2 : kind === 'set' ? 1 : 0
}

function noteWeakness(schema: Schema, { spot, reading, name }: Omit<LibraryUse, 'parameter'>): void {
  if (schema.kind === 'date') reading.lose('local-time', spot, name)
  if (schema.kind === 'regexp') reading.lose('regexp-state', spot, name)
  if (schema.kind === 'converted') reading.lose('precision', spot, name)
  if (schema.kind === 'map' && !isPrimitive(schema.key)) reading.lose('map-order', spot, name)
}

function isPrimitive({ kind }: Schema): boolean {
  return ['string', 'number', 'bigint', 'boolean', 'enum', 'null', 'undefined'].includes(kind)
}
