import { BanyanCommand } from '../../cli/base-command.js'
import { chooseOutputs } from '../../cli/outputs.js'
import { openSession } from '../../cli/session.js'
import { dryRunFlag, formatFlag, projectFlags } from '../../cli/shared-flags.js'
import { planFormats } from '../../cli/show-plan.js'

export default class BaselineMigrate extends BanyanCommand {
  static override summary = 'Bring the baseline into the present layout.'
  static override description =
    `Files are sorted, doubles go, and each entry moves to the file of the module that it belongs to now, for example after modules were renamed or divided. Nothing else is removed.`
  static override examples = [
    { description: 'After renaming or dividing modules', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'See first what would change', command: '<%= config.bin %> <%= command.id %> --dry-run' },
  ]
  static override flags = { ...projectFlags, format: formatFlag(planFormats), 'dry-run': dryRunFlag }

  async run(): Promise<void> {
    const { flags } = await this.parse(BaselineMigrate)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, planFormats)
    const { reviseBaseline } = await import('../../cli/revise-baseline.js')
    await reviseBaseline({ session, targets, dryRun: flags['dry-run'] }, { kind: 'migrate' })
  }
}
