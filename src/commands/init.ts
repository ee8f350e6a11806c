import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../cli/base-command.js'
import { chooseOutputs } from '../cli/outputs.js'
import { openSession } from '../cli/session.js'
import { dryRunFlag, formatFlag, projectFlags } from '../cli/shared-flags.js'
import { planFormats } from '../cli/show-plan.js'

const { config: _, ...flagsWithoutConfig } = projectFlags

export default class Init extends BanyanCommand {
  static override summary =
    'Adopt a repository: find its modules, write the config, record today as the baseline.'
  static override description =
    `Finds the modules that are there (workspaces, feature folders, NestJS modules, Nx and Turborepo projects, CODEOWNERS), writes banyan.config.json as the code is today and records what breaks its rules, so that the check is green at once and only what is new fails.`
  static override examples = [
    {
      description: 'Look first: nothing is written',
      command: '<%= config.bin %> <%= command.id %> --dry-run',
    },
    {
      description: 'Take everything that was found, without questions',
      command: '<%= config.bin %> <%= command.id %> --yes',
    },
    {
      description: 'Keep two of the modules, one under another name',
      command: '<%= config.bin %> <%= command.id %> --module users --module pay=billing',
    },
  ]
  static override flags = {
    ...flagsWithoutConfig,
    format: formatFlag(planFormats),
    yes: Flags.boolean({
      char: 'y',
      description: 'Take every proposal; ask nothing. Without a terminal this is so anyway.',
    }),
    'dry-run': dryRunFlag,
    force: Flags.boolean({ description: 'Replace the config and the baseline that are there.' }),
    module: Flags.string({
      description:
        'Keep this module, with its found name or another one. May be repeated. Left out: all are kept, or asked for.',
      helpValue: 'FOUND[=NAME]',
      multiple: true,
      multipleNonGreedy: true,
    }),
    layers: Flags.boolean({
      allowNo: true,
      description: 'Write layers where the code has a clear order. Left out: yes, or asked for.',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Init)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, planFormats)
    const { adopt } = await import('../cli/adopt.js')
    const { yes, force, module: modules, layers } = flags
    this.endWith(await adopt({ session, targets, dryRun: flags['dry-run'] }, { yes, force, modules, layers }))
  }
}
