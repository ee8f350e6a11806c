import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../cli/base-command.js'
import { chooseOutputs } from '../cli/outputs.js'
import { flagsOfSchema } from '../cli/schema-flags.js'
import { dryRunFlag, formatFlag, outputFlags } from '../cli/shared-flags.js'
import { planFormats } from '../cli/show-plan.js'
import { answersSchema } from '../scaffold/answers.js'

const answerFlags = flagsOfSchema(answersSchema, ['name'])

export default class New extends BanyanCommand {
  static override aliases = ['scaffold']
  static override summary = 'Scaffold a product: a modular monolith that runs at once.'
  static override description =
    `Writes a workspace with gateway, web BFF, users and the modules that you name, installs it and makes a first commit. It runs with nothing but Node: PostgreSQL comes from npm, until DATABASE_URL names a real one. "npm run dev" answers its first request.`
  static override examples = [
    {
      description: 'A shop with two modules of its own',
      command: '<%= config.bin %> <%= command.id %> shop --modules orders,billing',
    },
    {
      description: 'Look first: the tree, and nothing is written',
      command: '<%= config.bin %> <%= command.id %> shop --dry-run',
    },
    {
      description: 'A whole product with everything in use, to read and to try',
      command: '<%= config.bin %> <%= command.id %> shop --example commerce',
    },
  ]
  static override args = {
    name: Args.string({ description: answersSchema.shape.name.meta()?.description ?? '' }),
  }
  static override flags = {
    ...answerFlags,
    answers: Flags.string({
      description: 'JSON file with answers, by the names of the flags. Flags count more.',
      helpValue: 'FILE',
    }),
    folder: Flags.string({
      description: 'Folder for the product. Left out: one called like the product.',
      helpValue: 'FOLDER',
    }),
    merge: Flags.boolean({
      description: 'Write into a folder that is not empty; what is there stays as it is.',
    }),
    yes: Flags.boolean({
      char: 'y',
      description:
        'Take the default for whatever is not said; ask nothing. Without a terminal this is so anyway.',
    }),
    'dry-run': dryRunFlag,
    ...outputFlags,
    format: formatFlag(planFormats),
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(New)
    const targets = chooseOutputs(flags, planFormats)
    const given = Object.entries(flags).filter(([name]) => name in answerFlags)
    const { scaffold } = await import('../cli/scaffold.js')
    this.endWith(
      await scaffold({
        given: { ...(args.name === undefined ? {} : { name: args.name }), ...Object.fromEntries(given) },
        answersFile: flags.answers ?? null,
        folder: flags.folder ?? null,
        merge: flags.merge,
        yes: flags.yes,
        dryRun: flags['dry-run'],
        quiet: flags.quiet,
        targets,
      }),
    )
  }
}
