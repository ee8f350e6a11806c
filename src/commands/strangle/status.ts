import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../cli/base-command.js'
import { chooseOutputs, deliver } from '../../cli/outputs.js'
import { formatFlag, strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { explanationFormats } from '../../strangle/choices.js'

export default class StrangleStatus extends BanyanCommand {
  static override summary = 'Show how far each route has come.'
  static override description =
    `Asks the running proxy: mode, share of the new side, how often the answers differ, when the old side was last needed, and whether it may go.`
  static override examples = [
    { description: 'As a table', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'For a program', command: '<%= config.bin %> <%= command.id %> --json' },
  ]
  static override flags = {
    ...strangleFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    format: formatFlag(explanationFormats),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(StrangleStatus)
    const targets = chooseOutputs(flags, explanationFormats)
    const { askProxy, renderStatus } = await import('../../strangle/index.js')
    const status = await askProxy({
      ...locateStrangler(flags),
      readVariable: name => process.env[name],
      method: 'GET',
      path: '/status',
      body: null,
    })
    await deliver(targets, flags.quiet, format =>
      format === 'json'
        ? `${JSON.stringify(status, null, 2)}\n`
        : renderStatus(status as Parameters<typeof renderStatus>[0]),
    )
  }
}
