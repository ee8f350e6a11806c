import { existsSync } from 'node:fs'
import { renderPublishedSchema } from '../../src/kernel/config/publish-schema.js'
import type { OptionSchemaLike } from '../../src/kernel/config/schema.js'

export const publishedSchemaFile = new URL('../../schema/config.json', import.meta.url)

const rulesIndex = new URL('../../src/boundaries/rules/index.ts', import.meta.url)

/** Options of the rules that there are. */
export async function readRuleOptions(): Promise<Readonly<Record<string, OptionSchemaLike>>> {
  if (!existsSync(rulesIndex)) return {}
  const { rules } = (await import(rulesIndex.href)) as {
    rules: Record<string, { options: OptionSchemaLike }>
  }
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.options]))
}

export async function renderCurrentSchema(): Promise<string> {
  return renderPublishedSchema(await readRuleOptions())
}
