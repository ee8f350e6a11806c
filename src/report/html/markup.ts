import { printable } from '../text/printable.js'

/** HTML that is meant as such. Strings become it by `html` only, and are escaped there. */
export interface Markup {
  readonly markup: string
}

export type MarkupValue = string | number | Markup | readonly Markup[] | null

/** A template whose values are text, harmless in elements and quoted attributes, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return { markup: parts.reduce((all, part, at) => `${all}${render(values[at - 1] ?? null)}${part}`) }
}

function render(value: MarkupValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return escapeHtml(printable(value))
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
