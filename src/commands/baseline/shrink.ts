import { BanyanCommand } from '../../cli/base-command.js'
import { chooseOutputs } from '../../cli/outputs.js'
import { openSession } from '../../cli/session.js'
import { dryRunFlag, formatFlag, projectFlags } from '../../cli/shared-flags.js'
import { planFormats } from '../../cli/show-plan.js'

export default class BaselineShrink extends BanyanCommand {
  static override summary = 'Remove what is fixed from the baseline.'
  static override description =
    `Entries that no longer match a violation go; entries whose file was moved follow it. Nothing is ever added.`
  static override examples = [
    { description: 'After fixing violations', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'See first what would go', command: '<%= config.bin %> <%= command.id %> --dry-run' },
  ]
  static override flags = { ...projectFlags, format: formatFlag(planFormats), 'dry-run': dryRunFlag }

  async run(): Promise<void> {
    const { flags } = await this.parse(BaselineShrink)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, planFormats)
    const { reviseBaseline } = await import('../../cli/revise-baseline.js')
    await reviseBaseline({ session, targets, dryRun: flags['dry-run'] }, { kind: 'shrink' })
  }
}
