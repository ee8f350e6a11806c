import path from 'node:path'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../cli/base-command.js'
import { chooseOutputs, deliver } from '../../cli/outputs.js'
import { formatFlag, strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { terminalColumns } from '../../cli/streams.js'
import { statusFormats } from '../../strangle/choices.js'

export default class StrangleStatus extends BanyanCommand {
  static override summary = 'Show how far each route has come.'
  static override description =
    `Asks the running proxy: mode, share of the new side, how often the answers differ, when the old side was last needed, whether it may go, and what needs attention. Counts are those of the one proxy that answers.`
  static override examples = [
    { description: 'As a table', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One offline page for a browser or a display on a wall',
      command: '<%= config.bin %> <%= command.id %> --format html --output status.html',
    },
    { description: 'For a program', command: '<%= config.bin %> <%= command.id %> --json' },
  ]
  static override flags = {
    ...strangleFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    format: formatFlag(statusFormats),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(StrangleStatus)
    const targets = chooseOutputs(flags, statusFormats)
    const place = locateStrangler(flags)
    const { askProxy, parseStatus, renderStatus, renderStatusPage } = await import('../../strangle/index.js')
    const answer = await askProxy({
      ...place,
      readVariable: name => process.env[name],
      method: 'GET',
      path: '/status',
      body: null,
    })
    const status = parseStatus(answer, Date.now())
    await deliver(targets, flags.quiet, (format, toScreen) => {
      if (format === 'json') return `${JSON.stringify(answer, null, 2)}\n`
      if (format === 'html') return renderStatusPage(status, path.basename(place.root))
      return renderStatus(status, toScreen ? terminalColumns() : null)
    })
  }
}
