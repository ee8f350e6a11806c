import { rules } from '../../src/boundaries/rules/index.js'
import { renderPublishedSchema } from '../../src/kernel/config/publish-schema.js'
import type { OptionSchemaLike } from '../../src/kernel/config/schema.js'

export const publishedSchemaFile = new URL('../../schema/config.json', import.meta.url)

/** Options of the built-in rules, by name. */
export const currentRuleOptions: Readonly<Record<string, OptionSchemaLike>> = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => [name, rule.options]),
)

export function renderCurrentSchema(): string {
  return renderPublishedSchema(currentRuleOptions)
}
