import type { ts } from 'ts-morph'
import type { Outcome, Schema } from '../schema.js'
import { nameOfType, type TypeReading } from './type-reading.js'

const forms: readonly (readonly [form: Outcome['form'], success: RegExp, failure: RegExp])[] = [
  ['either', /^right$/i, /^left$/i],
  ['option', /^(some|just)$/i, /^(none|nothing)$/i],
  [
    'result',
    /^(ok|success|succeeded|resolved|true|valid)$/i,
    /^(err|error|fail|failure|failed|rejected|false|invalid)$/i,
  ],
]

interface Told {
  readonly discriminator: string | null
  readonly reading: TypeReading
}

/** A union of two whose tag, or class, says success and failure; whoever made it. */
export function findOutcome(type: ts.UnionType, { discriminator, reading }: Told): Outcome | null {
  const { checker } = reading
  const [one, other, more] = type.types
  if (one === undefined || other === undefined || more !== undefined) return null
  const tagOf = (member: ts.Type) => {
    const property = discriminator === null ? undefined : checker.getPropertyOfType(member, discriminator)
    const tag =
      property === undefined
        ? (member.symbol?.name ?? '')
        : nameOfType(checker.getTypeOfSymbol(property), checker)
    return tag.replaceAll(/["']/g, '')
  }
  for (const [form, success, failure] of forms) {
    const good = [one, other].find(member => success.test(tagOf(member)))
    const bad = [one, other].find(member => failure.test(tagOf(member)))
    if (good === undefined || bad === undefined || good === bad) continue
    const content = (member: ts.Type) => describeContent(member, discriminator, reading)
    return {
      form,
      success: content(good) ?? { kind: 'undefined' },
      failure: form === 'option' ? null : content(bad),
    }
  }
  return null
}

/** What a member holds besides its tag: the one property that is no method. */
function describeContent(member: ts.Type, discriminator: string | null, reading: TypeReading): Schema | null {
  const { checker } = reading
  const properties = checker
    .getPropertiesOfType(member)
    .filter(({ name }) => name !== discriminator && !name.startsWith('__'))
    .map(property => checker.getTypeOfSymbol(property))
    .filter(type => type.getCallSignatures().length === 0)
  const [only] = properties
  if (only === undefined) return null
  return reading.describe(only, { at: nameOfType(member, checker), node: null, declaration: null, depth: 8 })
}
