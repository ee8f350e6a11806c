import * as Flags from '@oclif/core/flags'

/** Flags of every command that answers something. */
export const outputFlags = {
  output: Flags.string({
    char: 'o',
    description: 'Write the result to this file; folders are made, the file is replaced in one step.',
    helpGroup: 'OUTPUT',
    helpValue: 'FILE',
  }),
  quiet: Flags.boolean({
    char: 'q',
    description: 'Only the result and errors: no progress, no notes.',
    helpGroup: 'OUTPUT',
  }),
  color: Flags.boolean({
    allowNo: true,
    description: 'Colours. Left out: on a terminal only; NO_COLOR and FORCE_COLOR are respected.',
    helpGroup: 'OUTPUT',
  }),
}

/** Flags of every command that looks at a project. */
export const projectFlags = {
  ...outputFlags,
  json: Flags.boolean({
    description: 'The same as --format json.',
    helpGroup: 'OUTPUT',
    exclusive: ['format'],
  }),
  root: Flags.string({
    description: 'Folder to look at, taken alone. Left out: the current folder.',
    helpGroup: 'PROJECT',
    helpValue: 'FOLDER',
  }),
  config: Flags.string({
    description: 'Config file. Left out: banyan.config.json, .jsonc, .ts, .mts, .mjs or .js in the root.',
    helpGroup: 'PROJECT',
    helpValue: 'FILE',
  }),
  'cache-dir': Flags.string({
    description:
      'Folder for what is remembered between runs. Left out: node_modules/.cache/banyan in the root.',
    helpGroup: 'PROJECT',
    helpValue: 'FOLDER',
    exclusive: ['no-cache'],
  }),
  'no-cache': Flags.boolean({
    description: 'Read every file anew and remember nothing.',
    helpGroup: 'PROJECT',
  }),
}

/** Flags of every command about the routes of a proxy. */
export const strangleFlags = {
  ...outputFlags,
  root: Flags.string({
    description: 'Folder of the config. Left out: the current folder.',
    helpGroup: 'PROJECT',
    helpValue: 'FOLDER',
  }),
  config: Flags.string({
    description: 'Config file. Left out: strangler.config.json in the root.',
    helpGroup: 'PROJECT',
    helpValue: 'FILE',
  }),
}

/** Values of `projectFlags` after parsing. */
export interface ProjectFlags {
  readonly root?: string
  readonly config?: string
  readonly 'cache-dir'?: string
  readonly 'no-cache': boolean
  readonly output?: string
  readonly quiet: boolean
  readonly color?: boolean
  readonly json: boolean
}

export const dryRunFlag = Flags.boolean({
  char: 'n',
  description: 'Print what would be written; write nothing.',
})

/** `--format` over a closed list; the first one is the default. */
export function formatFlag<const Format extends string>(formats: readonly Format[]) {
  return Flags.option({
    options: formats,
    char: 'f',
    description: `How the result is written. Left out: ${formats[0]}.`,
    helpGroup: 'OUTPUT',
    helpValue: 'FORMAT',
  })()
}
