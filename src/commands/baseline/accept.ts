import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../cli/base-command.js'
import { chooseOutputs } from '../../cli/outputs.js'
import { openSession } from '../../cli/session.js'
import { dryRunFlag, formatFlag, projectFlags } from '../../cli/shared-flags.js'
import { planFormats } from '../../cli/show-plan.js'

export default class BaselineAccept extends BanyanCommand {
  static override summary = 'Record new violations in the baseline, with a reason.'
  static override description =
    `Accepted violations no longer fail the check. Without filters all new ones are accepted; each filter narrows that. Known ones keep their reason and owner.`
  static override examples = [
    {
      description: 'Accept what one rule finds in one module, for a while',
      command:
        '<%= config.bin %> <%= command.id %> --rule private-import --module billing --reason "moves with SHOP-42" --until 2027-03-01',
    },
    {
      description: 'See first what would be recorded',
      command: '<%= config.bin %> <%= command.id %> --reason "before the rule" --dry-run',
    },
  ]
  static override flags = {
    ...projectFlags,
    format: formatFlag(planFormats),
    'dry-run': dryRunFlag,
    reason: Flags.string({
      description: 'Why they may stay for now. Asked for on a terminal.',
      helpValue: 'TEXT',
    }),
    owner: Flags.string({ description: 'Who is to remove them.', helpValue: 'NAME' }),
    until: Flags.string({ description: 'Last day on which they are excused.', helpValue: 'YYYY-MM-DD' }),
    rule: Flags.string({
      description: 'Only violations of this rule. May be repeated.',
      helpValue: 'RULE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    module: Flags.string({
      description: 'Only violations that start in this module. May be repeated.',
      helpValue: 'MODULE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    file: Flags.string({
      description: 'Only violations that start in files of this glob. May be repeated.',
      helpValue: 'GLOB',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(BaselineAccept)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, planFormats)
    const { requireTexts } = await import('../../cli/ask.js')
    const question = { flag: '--reason', given: flags.reason, message: 'Why may they stay for now?' }
    const { reason } = await requireTexts({ reason: question }, session.environment)
    const { reviseBaseline } = await import('../../cli/revise-baseline.js')
    const { owner, until, rule: rules = [], module: modules = [], file: files = [] } = flags
    await reviseBaseline(
      { session, targets, dryRun: flags['dry-run'] },
      { kind: 'accept', reason, owner, until, only: { rules, modules, files } },
    )
  }
}
