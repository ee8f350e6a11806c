import type { ProtoFile } from './proto-file.js'

/** Number of each field by message, and of each value by enum. Kept with the contract: a number is never given twice. */
export type FieldNumbers = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Numbers that are known stay; new names get the next ones. */
export function keepNumbers(
  { messages, enums }: Pick<ProtoFile, 'messages' | 'enums'>,
  known: FieldNumbers,
): FieldNumbers {
  const named = [
    ...messages.map(({ name, fields }) => [name, fields.map(field => field.name)] as const),
    ...enums.map(({ name, values }) => [name, values] as const),
  ]
  return {
    ...known,
    ...Object.fromEntries(named.map(([name, keys]) => [name, number(keys, known[name] ?? {})])),
  }
}

function number(
  names: readonly string[],
  known: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const numbers = { ...known }
  let last = Math.max(0, ...Object.values(known))
  for (const name of names) {
    if (numbers[name] !== undefined) continue
    last += 1
    // Numbers that protobuf keeps for itself.
    if (last === 19_000) last = 20_000
    numbers[name] = last
  }
  return numbers
}
