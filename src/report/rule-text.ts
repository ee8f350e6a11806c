import { ruleCatalogue } from '../boundaries/index.js'
import { readProduct } from './product.js'

/** What reports tell about a rule. */
export interface RuleText {
  readonly title: string
  readonly summary: string
  readonly help: string
  /** Documentation page inside the product, null for a rule of the user's own. */
  readonly page: string | null
  /** The same page on the web, null while the package names no homepage. */
  readonly url: string | null
}

/** Texts of a rule by its name; own rules have no entry in the catalogue. */
export function describeRule(rule: string): RuleText {
  const text = Object.hasOwn(ruleCatalogue, rule) ? ruleCatalogue[rule as keyof typeof ruleCatalogue] : null
  if (text === null) {
    const summary = `The project's own rule ${rule.replace(/^own\//, '')}.`
    return { title: rule, summary, help: summary, page: null, url: null }
  }
  const { homepage } = readProduct()
  const url = homepage === null ? null : `${homepage}/${text.page}`
  return { title: text.title, summary: text.summary, help: text.help, page: text.page, url }
}
