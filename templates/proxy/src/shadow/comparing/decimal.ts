/**
 * A number that no double holds: its digits without zeros at either end, and a power of ten, as `-12345e-3`.
 */
export interface Decimal {
  readonly kind: 'decimal'
  readonly text: string
}

/** Any decimal number of so many digits has a double of its own, as long as its exponent is moderate. */
const exactDigits = 15
const exactExponent = 290

interface Parts {
  readonly negative: boolean
  /** Empty for zero. */
  readonly digits: string
  readonly exponent: number
}

/**
 * Equal numbers become equal values, whatever their form (`1`, `1.0`, `10e-1`), and different ones never do:
 * two identifiers beyond 2^53 that share a double stay two.
 */
export function parseNumber(text: string): number | Decimal {
  // Adding zero makes 0 of -0.
  if (text.length <= exactDigits && !/e/i.test(text)) return Number(text) + 0
  const parts = partsOf(text)
  if (parts === null) return { kind: 'decimal', text: text.toLowerCase() }
  const { negative, digits, exponent } = parts
  if (digits === '') return 0
  if (digits.length <= exactDigits && Math.abs(exponent) <= exactExponent) return Number(text)
  return { kind: 'decimal', text: `${negative ? '-' : ''}${digits}e${exponent}` }
}

const longest = 400

/** Whether two numbers are at most that far apart, in decimal: 1.1 and 1.0 are within 0.1. */
export function withinTolerance(one: number | Decimal, other: number | Decimal, tolerance: number): boolean {
  const all = [textOf(one), textOf(other), String(tolerance)].map(partsOf)
  const [a, b, limit] = all
  if (!a || !b || !limit) return false
  const lowest = Math.min(a.exponent, b.exponent, limit.exponent)
  if ([a, b, limit].some(part => part.digits.length + part.exponent - lowest > longest)) return false
  const distance = scaled(a, lowest) - scaled(b, lowest)
  return (distance < 0n ? -distance : distance) <= scaled(limit, lowest)
}

function textOf(value: number | Decimal): string {
  return typeof value === 'number' ? String(value) : value.text
}

function scaled(parts: Parts, lowest: number): bigint {
  if (parts.digits === '') return 0n
  const whole = BigInt(parts.digits + '0'.repeat(parts.exponent - lowest))
  return parts.negative ? -whole : whole
}

/** Null when the exponent is beyond counting. */
function partsOf(text: string): Parts | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const all = whole + fraction
  let start = 0
  while (all[start] === '0') start += 1
  let end = all.length
  while (end > start && all[end - 1] === '0') end -= 1
  if (start === end) return { negative: false, digits: '', exponent: 0 }
  return {
    negative: sign === '-',
    digits: all.slice(start, end),
    exponent: Number(power) - fraction.length + (all.length - end),
  }
}
