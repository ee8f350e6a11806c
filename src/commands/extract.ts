import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../cli/base-command.js'
import { chooseOutputs } from '../cli/outputs.js'
import { openSession } from '../cli/session.js'
import { dryRunFlag, formatFlag, projectFlags } from '../cli/shared-flags.js'
import { extractFormats } from '../kernel/output-formats.js'

export default class Extract extends BanyanCommand {
  static override summary = 'Tell what it would take to extract a module, and try it in memory.'
  static override description =
    `With --dry-run: everything that crosses the module's border, what each crossing would need, what cannot travel and why. With
--simulate: the repository's own tests, in a copy, with the border replaced by remote semantics. Neither changes the repository.
A config is not needed: without one, modules are found as init finds them.`
  static override examples = [
    {
      description: 'What crosses the border of payments',
      command: '<%= config.bin %> <%= command.id %> payments --dry-run',
    },
    {
      description: 'The same as one offline page',
      command: '<%= config.bin %> <%= command.id %> payments --dry-run --format html --output payments.html',
    },
    {
      description: "The repository's own tests with a network in between",
      command: '<%= config.bin %> <%= command.id %> payments --simulate',
    },
  ]
  static override args = {
    module: Args.string({ description: 'Name of the module, or its folder.', required: true }),
  }
  static override flags = {
    ...projectFlags,
    'dry-run': dryRunFlag,
    format: formatFlag(extractFormats),
    simulate: Flags.boolean({
      description: "Run the repository's own tests with the border replaced by remote semantics.",
      exclusive: ['dry-run'],
    }),
    command: Flags.string({
      description:
        "Test command in place of the one in package.json; run by a shell in the folder of the module's package.",
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      helpValue: 'COMMAND',
    }),
    only: Flags.string({
      description: 'Only these tests: a path or a pattern as the runner takes it. May be repeated.',
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      helpValue: 'TESTS',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'own-tests': Flags.option({
      description: `Whether tests in the module's folder call it as its own code does, or as others do. Left out: inside.`,
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      options: ['inside', 'outside'] as const,
    })(),
    prepare: Flags.string({
      description: 'Command that is run in the copy before the tests, such as a build.',
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      helpValue: 'COMMAND',
    }),
    latency: Flags.integer({
      description: 'Milliseconds of each way over the wire. Left out: 2.',
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      min: 0,
    }),
    faults: Flags.integer({
      description: 'One more round in which this share of the calls fails, in percent.',
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      helpValue: 'PERCENT',
      min: 1,
      max: 100,
    }),
    'time-limit': Flags.integer({
      description: 'Seconds that one run of the tests may take. Left out: 600.',
      dependsOn: ['simulate'],
      helpGroup: 'SIMULATION',
      min: 1,
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Extract)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, extractFormats)
    const { showExtraction } = await import('../cli/show-extraction.js')
    await showExtraction(session, targets, { ...flags, module: args.module })
  }
}
