import { kinds } from '../dependency.js'
import type { Schema } from './schema.js'

const moduleName = { type: 'string', minLength: 1, examples: ['billing'] } as const satisfies Schema

/** What `modules.<name>.dependsOn` lists. */
const dependencySchema = {
  examples: ['billing'],
  anyOf: [
    { ...moduleName, description: 'Name of a module that this one may use in every way.' },
    {
      type: 'object',
      description: 'A module that this one may use, with conditions.',
      additionalProperties: false,
      required: ['module'],
      examples: [{ module: 'billing', kinds: ['type'] }],
      properties: {
        module: { ...moduleName, description: 'Name of the module that may be used.' },
        kinds: {
          type: 'array',
          description: 'Kinds of dependency that are allowed; left out, all of them.',
          minItems: 1,
          items: { type: 'string', enum: kinds },
          examples: [['type']],
        },
        deprecated: {
          type: 'string',
          format: 'text',
          description:
            'Why this dependency is to go. New uses are reported by the rule deprecated-dependency.',
          examples: ['moves to billing'],
        },
        until: {
          type: 'string',
          format: 'date',
          description: 'Date (YYYY-MM-DD) after which a deprecated dependency fails as an error.',
          examples: ['2027-03-01'],
        },
      },
    },
  ],
} as const satisfies Schema

const interfaceSchema = {
  type: 'object',
  description: 'A part of the public API that only some modules may import.',
  additionalProperties: false,
  required: ['files'],
  examples: [{ files: ['src/admin.ts'], visibleTo: ['backoffice'] }],
  properties: {
    files: {
      type: 'array',
      description: "Files of the interface: globs relative to the module's folder.",
      minItems: 1,
      items: { type: 'string', format: 'glob', minLength: 1, examples: ['src/index.ts'] },
      examples: [['src/admin.ts']],
    },
    visibleTo: {
      type: 'array',
      description: 'Modules that may import it: names or globs of names; left out, all modules.',
      minItems: 1,
      items: { type: 'string', format: 'name-glob', minLength: 1, examples: ['backoffice'] },
      examples: [['backoffice']],
    },
  },
} as const satisfies Schema

/** One entry of `modules`. */
export const moduleSchema = {
  type: 'object',
  description: 'A module: where it is, what others may import from it, and what it may use.',
  additionalProperties: false,
  required: ['path'],
  examples: [{ path: 'src/modules/users' }],
  properties: {
    path: {
      type: 'string',
      format: 'module-pattern',
      minLength: 1,
      description:
        'Folder of the module relative to the root. Globs and {placeholders} are allowed; a placeholder in the name of the module takes its text from the path.',
      examples: ['src/modules/users'],
    },
    public: {
      type: 'array',
      description:
        "What other modules may import: globs relative to the module's folder. Left out, the index files of the module; an empty list: nothing.",
      items: { type: 'string', format: 'glob', minLength: 1, examples: ['src/index.ts'] },
      examples: [['src/index.ts']],
    },
    interfaces: {
      type: 'object',
      description: 'Named parts of the public API that are open to some modules only.',
      propertyNames: { minLength: 1 },
      additionalProperties: interfaceSchema,
      examples: [{ admin: { files: ['src/admin.ts'], visibleTo: ['backoffice'] } }],
    },
    dependsOn: {
      description:
        'Modules that this one may use; left out, none. "package.json" stands for the workspace packages that the module\'s own package.json names.',
      anyOf: [
        { type: 'array', items: dependencySchema },
        { type: 'string', const: 'package.json' },
      ],
      examples: [['platform']],
    },
    openTo: {
      type: 'string',
      const: 'all',
      description:
        '"all": every module of the same or an outer layer may use this one without naming it in "dependsOn". For what nearly everybody uses.',
      examples: ['all'],
    },
    layer: {
      type: 'string',
      minLength: 1,
      description: 'Layer of the module: one of "layers".',
      examples: ['domain'],
    },
    owner: {
      type: 'string',
      format: 'text',
      description: 'Team or person that answers for the module.',
      examples: ['@shop/identity'],
    },
    data: {
      type: 'object',
      description: 'Data that the module owns.',
      additionalProperties: false,
      examples: [{ tables: ['users.*'] }],
      properties: {
        tables: {
          type: 'array',
          description: 'Tables and ORM entities that only this module may touch: globs of names.',
          items: { type: 'string', format: 'name-glob', minLength: 1, examples: ['users.*'] },
          examples: [['users.*']],
        },
      },
    },
  },
} as const satisfies Schema
