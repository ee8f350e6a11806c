import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../cli/base-command.js'
import { strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { tell } from '../../cli/streams.js'
import { routeModes } from '../../strangle/choices.js'

const { output: _, ...flags } = strangleFlags

export default class StrangleShift extends BanyanCommand {
  static override summary = 'Move a route of the running proxy: its mode, its share, or both.'
  static override description =
    `Takes effect at once, for all instances that share the state. Raising a share never moves a user back.`
  static override examples = [
    {
      description: 'Give the new side a twentieth of the users',
      command: '<%= config.bin %> <%= command.id %> orders --share 5',
    },
    {
      description: 'Send it copies only',
      command: '<%= config.bin %> <%= command.id %> orders --mode shadow',
    },
  ]
  static override args = {
    route: Args.string({ required: true, description: 'Id of the route.' }),
  }
  static override flags = {
    ...flags,
    mode: Flags.option({ options: routeModes, description: 'From "legacy" to "retired".' })(),
    share: Flags.string({
      description: 'Percent of the users that the new side gets.',
      helpValue: 'PERCENT',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleShift)
    const { askProxy, parseShare } = await import('../../strangle/index.js')
    const share = flags.share === undefined ? null : parseShare(flags.share)
    const mode = flags.mode ?? null
    await askProxy({
      ...locateStrangler(flags),
      readVariable: name => process.env[name],
      method: 'POST',
      path: `/routes/${encodeURIComponent(args.route)}/shift`,
      body: { mode, share },
    })
    tell(`${args.route}: ${[mode, share === null ? null : `${share} %`].filter(Boolean).join(', ')}`)
  }
}
