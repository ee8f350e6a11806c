/** A module and the entity that its first slice is about, in all spellings that code needs. */
export interface NameForms {
  /** `order-lines` */
  readonly kebab: string
  /** `orderLines` */
  readonly camel: string
  /** `OrderLines` */
  readonly pascal: string
  /** `order_lines` */
  readonly snake: string
  /** `order lines` */
  readonly words: string
}

export interface SliceNames {
  readonly module: NameForms
  /** One: `order`. */
  readonly entity: NameForms
  /** Several: `orders`. */
  readonly entities: NameForms
}

export function formsOf(kebab: string): NameForms {
  const parts = kebab.split('-')
  const pascal = parts.map(capitalized).join('')
  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake: parts.join('_'),
    words: parts.join(' '),
  }
}

/** `orders` is about an order; what is no plural, such as `billing`, is about billing items. */
export function sliceNames(module: string): SliceNames {
  const one = singular(module) ?? `${module}-item`
  return { module: formsOf(module), entity: formsOf(one), entities: formsOf(plural(one)) }
}

/** Null for a word that is no plural as far as its letters tell. */
function singular(word: string): string | null {
  if (/[^aeiou]ies$/.test(word)) return word.replace(/ies$/, 'y')
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2)
  if (/(?:ss|us|is|ics|news)$/.test(word)) return null
  return /[a-z]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : null
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies')
  return /(?:s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`
}

function capitalized(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1)
}
