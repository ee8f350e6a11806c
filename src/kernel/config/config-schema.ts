import { waivable } from '../config.js'
import { moduleSchema } from './module-schema.js'
import type { Schema } from './schema.js'

const globs = {
  type: 'array',
  items: { type: 'string', format: 'glob', minLength: 1, examples: ['src/**'] },
} as const satisfies Schema

const waiverSchema = {
  type: 'object',
  description: 'A reason for distrust that the team accepts for some files.',
  additionalProperties: false,
  required: ['path', 'what', 'reason'],
  examples: [{ path: 'src/generated/**', what: 'unresolved', reason: 'made by the build' }],
  properties: {
    path: { type: 'string', format: 'glob', minLength: 1, description: 'Files it is about: a glob.' },
    what: {
      type: 'string',
      enum: waivable,
      description: 'What is accepted.',
      examples: ['unresolved'],
    },
    specifier: {
      type: 'string',
      format: 'name-glob',
      minLength: 1,
      description: 'With "unresolved": only import specifiers that match this glob.',
      examples: ['virtual:*'],
    },
    reason: {
      type: 'string',
      format: 'text',
      description: 'Why this is fine.',
      examples: ['made by the build'],
    },
  },
} as const satisfies Schema

/**
 * The config file, the single source of truth: the validator, the published `schema/config.json` and the type
 * `ConfigInput` all follow it. What stands under `rules` depends on the rules' own options and is filled in by
 * `composeConfigSchema`.
 */
export const configSchema = {
  title: 'Banyan configuration',
  type: 'object',
  additionalProperties: false,
  examples: [{ discover: ['src/modules/{module}'], layers: ['app', 'domain'] }],
  properties: {
    $schema: {
      type: 'string',
      description: 'Where editors find this schema.',
      examples: ['./node_modules/banyan/schema/config.json'],
    },
    modules: {
      type: 'object',
      description:
        'The modules by name. A name may hold the {placeholders} of its path and then stands for one module for each folder.',
      propertyNames: { format: 'module-name' },
      additionalProperties: moduleSchema,
      examples: [{ users: { path: 'src/modules/users', dependsOn: ['platform'] } }],
    },
    discover: {
      type: 'array',
      description:
        'Modules by convention: path patterns with {placeholders}. Entries of "modules" refine them.',
      items: { type: 'string', format: 'module-pattern', minLength: 1, examples: ['src/modules/{module}'] },
      examples: [['src/modules/{module}']],
    },
    layers: {
      type: 'array',
      description: 'Layers from the outer to the inner; a module may use its own and inner ones.',
      items: { type: 'string', format: 'text' },
      examples: [['app', 'domain', 'platform']],
    },
    rules: {
      type: 'object',
      description: 'Severity and options by rule.',
      examples: [{ 'file-cycle': 'warn' }],
    },
    ownRules: {
      type: 'object',
      description:
        'Rules of your own: name → file relative to the root. Set them in "rules" as "own/<name>".',
      propertyNames: { format: 'text' },
      additionalProperties: { type: 'string', format: 'file', minLength: 1, examples: ['./rules/name.ts'] },
      examples: [{ 'no-clock': './rules/no-clock.ts' }],
    },
    waive: {
      type: 'array',
      description: 'What would make the result untrustworthy and is accepted, each with its reason.',
      items: waiverSchema,
      examples: [[{ path: 'src/generated/**', what: 'unresolved', reason: 'made by the build' }]],
    },
    include: {
      ...globs,
      description:
        'Files that count; left out, all TypeScript and JavaScript files that git does not ignore.',
      examples: [['src/**']],
    },
    exclude: { ...globs, description: 'Files that do not count.', examples: [['legacy/**']] },
    tests: {
      ...globs,
      description: 'Test files, in place of the built-in patterns.',
      examples: [['**/*.test.ts']],
    },
    generated: {
      ...globs,
      description: 'Generated files, besides those that say so in their first lines.',
      examples: [['src/generated/**']],
    },
    aliases: {
      type: 'object',
      description: 'Import prefixes that only a bundler knows: prefix → folder relative to the root.',
      propertyNames: { minLength: 1 },
      additionalProperties: { type: 'string', format: 'folder', minLength: 1, examples: ['src/'] },
      examples: [{ '@/': 'src/' }],
    },
    budgets: {
      type: 'object',
      description: 'Budgets of the command debt.',
      examples: [{ function: { cognitive: 15 } }],
    },
  },
} as const satisfies Schema
