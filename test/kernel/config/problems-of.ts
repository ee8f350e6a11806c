import { loadConfig } from '../../../src/kernel/config/load-config.js'
import type { OptionSchemaLike } from '../../../src/kernel/config/schema.js'
import { type Problem, UserError } from '../../../src/kernel/problem.js'
import { temporaryProject } from '../../support/temporary-project.js'

/** Options of two rules, as the rules would declare them. */
export const ruleOptions: Readonly<Record<string, OptionSchemaLike>> = {
  'unassigned-file': {
    type: 'object',
    properties: { ignore: { type: 'array', items: { type: 'string', format: 'glob', minLength: 1 } } },
    additionalProperties: false,
  },
  'forbidden-path': {
    type: 'object',
    required: ['forbid'],
    properties: {
      forbid: { type: 'array', minItems: 1, items: { type: 'string' }, examples: [['users → billing']] },
      depth: { type: 'integer', minimum: 1 },
    },
    additionalProperties: false,
  },
}

/** What loading a config with this text tells; nothing when it is fine. */
export async function problemsOf(
  text: string | Buffer,
  name = 'banyan.config.json',
): Promise<readonly Problem[]> {
  return problemsOfRequest(temporaryProject({ [name]: text }), null)
}

export async function problemsOfRequest(root: string, file: string | null): Promise<readonly Problem[]> {
  try {
    await loadConfig({ root, file, ruleOptions })
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}
