import { BanyanCommand } from '../../cli/base-command.js'
import { strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { runUntilStopped } from '../../cli/run-until-stopped.js'

const { output: _, color: __, ...flags } = strangleFlags

export default class StrangleRun extends BanyanCommand {
  static override summary = 'Run the proxy between an old system and what replaces it.'
  static override description =
    `Serves until Ctrl-C or SIGTERM; requests at work are given their time. The config is read anew when it changes; a wrong one is refused and the old one stays. The access log goes to stdout, everything else to stderr.`
  static override examples = [
    { description: 'With the config in the current folder', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'With another one, and without an access log on the screen',
      command: '<%= config.bin %> <%= command.id %> --config shop.strangler.json --quiet',
    },
  ]
  static override flags = flags

  async run(): Promise<void> {
    const { flags } = await this.parse(StrangleRun)
    const { runProxy } = await import('../../strangle/run-proxy.js')
    await runUntilStopped(locateStrangler(flags), runProxy, flags.quiet)
  }
}
