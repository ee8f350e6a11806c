import { choiceOf, optionsOf, textValue, unknown, type Value } from './value.js'

/** The texts that a value may be, and whether that is all that it may be. */
export interface Texts {
  readonly texts: readonly string[]
  readonly complete: boolean
}

export function textsOf(value: Value): Texts {
  const options = optionsOf(value)
  const texts = options.flatMap(option =>
    option.kind === 'text'
      ? [option.text]
      : option.kind === 'constant' && typeof option.value === 'number'
        ? [String(option.value)]
        : option.kind === 'list'
          ? option.items.flatMap(item => textsOf(item).texts)
          : [],
  )
  return { texts: [...new Set(texts)], complete: options.every(isReadable) }
}

function isReadable(value: Value): boolean {
  if (value.kind === 'list') return value.items.every(item => optionsOf(item).every(isReadable))
  return value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'number')
}

/** Texts one behind the other; unknown as soon as one of them is. */
export function joinTexts(parts: readonly Value[]): Value {
  return parts.reduce<Value>((joined, part) => {
    const [before, after] = [optionsOf(joined), optionsOf(part)]
    return choiceOf(before.flatMap(head => after.map(tail => joinTwo(head, tail))))
  }, textValue(''))
}

function joinTwo(head: Value, tail: Value): Value {
  const [first, second] = [plainText(head), plainText(tail)]
  return first === null || second === null ? unknown : textValue(first + second)
}

function plainText(value: Value): string | null {
  if (value.kind === 'text') return value.text
  return value.kind === 'constant' && typeof value.value === 'number' ? String(value.value) : null
}
