import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../cli/base-command.js'
import { checkFormats } from '../kernel/output-formats.js'
import { exitCodeOf } from '../cli/exit-codes.js'
import { chooseOutputs } from '../cli/outputs.js'
import { openSession, projectOf } from '../cli/session.js'
import { formatFlag, projectFlags } from '../cli/shared-flags.js'

export default class Check extends BanyanCommand {
  static override summary = 'Check module boundaries; the gate for CI.'
  static override description =
    `Reads every source file, judges the dependencies by the rules of the config and compares with the baseline: only what is new fails. Exit code 0: nothing new. 1: findings over the gate. 2: the result cannot be trusted, with the reasons.`
  static override examples = [
    {
      description: 'Check the project in the current folder',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'In CI: text on the screen and SARIF in a file, from one run',
      command: '<%= config.bin %> <%= command.id %> --report sarif=banyan.sarif',
    },
    {
      description: 'Only what this branch made worse',
      command: '<%= config.bin %> <%= command.id %> --since origin/main',
    },
    {
      description: 'Show that every rule can fire',
      command: '<%= config.bin %> <%= command.id %> --self-test',
    },
  ]
  static override flags = {
    ...projectFlags,
    format: formatFlag(checkFormats),
    report: Flags.string({
      description: 'One more result in a file, besides the main one; may be repeated.',
      helpGroup: 'OUTPUT',
      helpValue: 'FORMAT=FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    since: Flags.string({
      description: 'Compare with where this branch left REF, in place of the baseline.',
      helpValue: 'REF',
    }),
    strict: Flags.boolean({
      allowNo: true,
      description: 'Stale baseline entries fail too. Left out: on when CI is set.',
    }),
    'self-test': Flags.boolean({
      description:
        'Plant a violation for every rule and pair of modules, in memory, and show that each is found.',
      exclusive: ['since'],
    }),
    all: Flags.boolean({ description: 'Show known findings too.' }),
    rule: Flags.string({
      description: 'Show only findings of this rule; everything is checked all the same. May be repeated.',
      helpValue: 'RULE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    module: Flags.string({
      description:
        'Show only findings from or to this module; everything is checked all the same. May be repeated.',
      helpValue: 'MODULE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Check)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, checkFormats)
    if (flags['self-test']) {
      const { runSelfTest } = await import('../cli/run-self-test.js')
      return this.endWith(await runSelfTest(session, targets))
    }
    const [{ checkProject }, { showCheck, showRefusedCheck }] = await Promise.all([
      import('../api/check.js'),
      import('../cli/show-check.js'),
    ])
    const strict = flags.strict ?? session.environment.ci
    const explicit = flags.format !== undefined || flags.json
    const view = { session, targets, explicit, all: flags.all, rules: flags.rule, modules: flags.module }
    try {
      const outcome = await checkProject({
        ...projectOf(session),
        since: flags.since,
        strict,
        today: session.today,
      })
      await showCheck(outcome, view)
      this.endWith(exitCodeOf[outcome.result.verdict])
    } catch (error) {
      await showRefusedCheck(error, view)
      throw error
    }
  }
}
