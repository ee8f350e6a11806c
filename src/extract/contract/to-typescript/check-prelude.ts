/**
 * What generated checks are made of. It stands as text because it goes into a file of its own, in a repository that may
 * have neither zod nor our package; tests compile and run that file.
 */
export const checkPrelude = `/** Something that is not as the contract says. */
export interface Issue {
  /** Path of the value: 'input.order.lines[0].count'. */
  readonly at: string
  readonly message: string
}

type Check = (value: unknown, at: string) => readonly Issue[]

const fine: readonly Issue[] = []
const wrong = (at: string, message: string): readonly Issue[] => [{ at, message }]
const unless = (good: boolean, at: string, message: string): readonly Issue[] => (good ? fine : wrong(at, message))

const anything: Check = () => fine
const nothing = (type: string): Check => (_, at) => wrong(at, type + ' cannot travel')
const primitive = (type: string): Check => (value, at) => unless(typeof value === type, at, 'should be a ' + type)
const literal = (values: readonly unknown[]): Check => (value, at) =>
  unless(values.includes(value), at, 'should be one of ' + values.map(String).join(', '))
const named = (check: () => Check): Check => (value, at) => check()(value, at)
const optional = (check: Check): Check => (value, at) => (value === undefined ? fine : check(value, at))

/** By what it is called, above it as well: values of another realm count. */
const instance = (name: string): Check => (value, at) => {
  for (let above: unknown = value; typeof above === 'object' && above !== null; above = Object.getPrototypeOf(above))
    if (above.constructor?.name === name) return fine
  return wrong(at, 'should be a ' + name)
}

interface TextWords { readonly minLength?: number; readonly maxLength?: number; readonly pattern?: string }
const text = ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: TextWords): Check => (value, at) => {
  if (typeof value !== 'string') return wrong(at, 'should be text')
  const length = Array.from(value).length
  if (length < minLength || length > maxLength) return wrong(at, 'has the wrong length')
  return unless(pattern === undefined || new RegExp(pattern, 'u').test(value), at, 'should match ' + pattern)
}

interface NumberWords {
  readonly integer?: boolean
  readonly nonFinite?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}
const number = (words: NumberWords): Check => (value, at) => {
  if (typeof value !== 'number') return wrong(at, 'should be a number')
  if (!Number.isFinite(value)) return unless(words.nonFinite === true, at, 'should be finite')
  if (words.integer === true && !Number.isInteger(value)) return wrong(at, 'should be whole')
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum, multipleOf } = words
  if (value < minimum || (exclusiveMinimum !== undefined && value <= exclusiveMinimum)) return wrong(at, 'is too small')
  if (value > maximum || (exclusiveMaximum !== undefined && value >= exclusiveMaximum)) return wrong(at, 'is too large')
  return unless(multipleOf === undefined || value % multipleOf === 0, at, 'should be a multiple of ' + multipleOf)
}

interface ListWords { readonly minItems?: number; readonly maxItems?: number }
const list = (item: Check, { minItems = 0, maxItems = Number.POSITIVE_INFINITY }: ListWords): Check => (value, at) => {
  if (!Array.isArray(value)) return wrong(at, 'should be a list')
  if (value.length < minItems || value.length > maxItems) return wrong(at, 'has the wrong length')
  return value.flatMap((each, index) => item(each, at + '[' + index + ']'))
}
const tuple = (items: readonly Check[], least: number, rest: Check | null): Check => (value, at) => {
  if (!Array.isArray(value)) return wrong(at, 'should be a list')
  if (value.length < least || (rest === null && value.length > items.length)) return wrong(at, 'has the wrong length')
  return value.flatMap((each, index) => {
    const check = index < items.length && index >= least ? optional(items[index] ?? anything) : (items[index] ?? rest ?? anything)
    return check(each, at + '[' + index + ']')
  })
}
const set = (item: Check): Check => (value, at) => {
  const issues = instance('Set')(value, at)
  return issues.length > 0 ? issues : Array.from(value as ReadonlySet<unknown>).flatMap(each => item(each, at + '[]'))
}
const map = (key: Check, item: Check): Check => (value, at) => {
  const issues = instance('Map')(value, at)
  if (issues.length > 0) return issues
  return Array.from(value as ReadonlyMap<unknown, unknown>).flatMap(([each, held]) => [
    ...key(each, at + '[key]'),
    ...item(held, at + '[value]'),
  ])
}

type Field = readonly [name: string, check: Check]
const object =
  (fields: readonly Field[], others: Check | null | false = null, patterns: readonly Field[] = []): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null) return wrong(at, 'should be an object')
    const held = value as Readonly<Record<string, unknown>>
    const known = new Set(fields.map(([name]) => name))
    const issues = fields.flatMap(([name, check]) => check(held[name], at + '.' + name))
    if (others === null && patterns.length === 0) return issues
    const more = Object.keys(held).filter(name => !known.has(name))
    return [...issues, ...more.flatMap(name => checkOther(name, held[name], { others, patterns, at: at + '.' + name }))]
  }

interface Others { readonly others: Check | null | false; readonly patterns: readonly Field[]; readonly at: string }
function checkOther(name: string, value: unknown, { others, patterns, at }: Others): readonly Issue[] {
  const pattern = patterns.find(([each]) => new RegExp(each, 'u').test(name))
  if (pattern !== undefined) return pattern[1](value, at)
  if (others === false) return wrong(at, 'is not known')
  return others === null ? fine : others(value, at)
}

/** Of several possibilities the issues of the one that fits best are told. */
const either = (checks: readonly Check[]): Check => (value, at) => {
  let nearest: readonly Issue[] | null = null
  for (const check of checks) {
    const issues = check(value, at)
    if (issues.length === 0) return fine
    if (nearest === null || issues.length < nearest.length) nearest = issues
  }
  return nearest ?? fine
}
const both = (checks: readonly Check[]): Check => (value, at) => checks.flatMap(check => check(value, at))
`
