import * as Args from '@oclif/core/args'
import { BanyanCommand } from '../../cli/base-command.js'
import { deliver } from '../../cli/outputs.js'
import { strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { note } from '../../cli/streams.js'
import { exportEngines } from '../../strangle/choices.js'

export default class StrangleExport extends BanyanCommand {
  static override summary = 'Write the routes of a proxy for an engine that you run already.'
  static override description =
    `The same requests go to the same places. What the engine cannot do is told on the error stream.`
  static override examples = [
    {
      description: 'For nginx, into a file to include',
      command: '<%= config.bin %> <%= command.id %> nginx --output strangler.nginx.conf',
    },
    { description: 'For HAProxy, on the screen', command: '<%= config.bin %> <%= command.id %> haproxy' },
  ]
  static override args = {
    engine: Args.string({
      required: true,
      options: [...exportEngines],
      description: 'Whose config to write.',
    }),
  }
  static override flags = strangleFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleExport)
    const { exportConfig, readStranglerConfig } = await import('../../strangle/index.js')
    const config = readStranglerConfig(locateStrangler(flags))
    const { files, notes } = exportConfig(config, args.engine as (typeof exportEngines)[number])
    const content = Object.values(files).join('\n')
    await deliver([{ format: 'text', file: flags.output ?? null }], flags.quiet, () => content)
    if (!flags.quiet) for (const line of notes) note(`Note: ${line}`)
  }
}
