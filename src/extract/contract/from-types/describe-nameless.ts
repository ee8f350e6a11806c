import type { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { describeFields } from './describe-fields.js'
import type { LossAt, Spot, TypeReading } from './type-reading.js'

interface Nameless {
  /** Types that are being told, from the outside in. */
  readonly open: ts.Type[]
  readonly told: Map<ts.Type, Told>
}

/** What was said of a type where it stood first. */
interface Told {
  readonly schema: Schema
  readonly spot: Spot
  readonly losses: readonly LossAt[]
}

const readings = new WeakMap<TypeReading, Nameless>()

/** A type without a name is told wherever it stands, and looked at once. */
export function describeNameless(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  const nameless: Nameless = readings.get(reading) ?? { open: [], told: new Map() }
  readings.set(reading, nameless)
  const { open, told } = nameless
  const known = told.get(type)
  if (known !== undefined) return repeat(known, spot, reading)
  if (open.includes(type))
    return reading.types.refer({ type, name: 'Recursive', source: null }, at =>
      describeFields(type, { ...spot, at }, reading),
    )
  const before = reading.losses.length
  open.push(type)
  const schema = describeFields(type, spot, reading)
  open.pop()
  const losses = reading.losses.slice(before).filter(each => isInside(each.spot.at, spot.at))
  // Elsewhere there may be more levels left.
  if (!losses.some(({ what }) => what === 'too-deep')) told.set(type, { schema, spot, losses })
  return schema
}

/** The losses of a type at another place; what it refers to by name is said once. */
function repeat({ schema, spot: first, losses }: Told, spot: Spot, reading: TypeReading): Schema {
  for (const { what, spot: at, name } of losses)
    reading.lose(
      what,
      {
        at: spot.at + at.at.slice(first.at.length),
        node: at.node === first.node ? spot.node : at.node,
        declaration: at.declaration === first.declaration ? spot.declaration : at.declaration,
        depth: at.depth,
      },
      name,
    )
  return schema
}

function isInside(at: string, outer: string): boolean {
  return at.startsWith(outer) && (at.length === outer.length || '.[('.includes(at.charAt(outer.length)))
}
