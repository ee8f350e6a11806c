import type { OptionSchema } from './rule.js'

/** Options of a rule that can only be told to leave test files out. */
export const testsOption = {
  type: 'object',
  properties: {
    tests: {
      type: 'boolean',
      description: 'Whether test files are judged too; they are unless this is false.',
    },
  },
  additionalProperties: false,
} satisfies OptionSchema
