import { rules } from '../../src/boundaries/rules/index.js'
import { deriveJsonSchema } from '../../templates/proxy/src/config/schema.js'
import { renderPublishedSchema } from '../../src/kernel/config/publish-schema.js'
import type { OptionSchemaLike } from '../../src/kernel/config/schema.js'

/** The schema of `strangler.config.json`. */
export const stranglerSchemaFile = new URL('../../schema/strangler.json', import.meta.url)

export function renderStranglerSchema(): string {
  return `${JSON.stringify(deriveJsonSchema(), null, 2)}\n`
}

export const publishedSchemaFile = new URL('../../schema/config.json', import.meta.url)

/** Options of the built-in rules, by name. */
export const currentRuleOptions: Readonly<Record<string, OptionSchemaLike>> = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => [name, rule.options]),
)

export function renderCurrentSchema(): string {
  return renderPublishedSchema(currentRuleOptions)
}
