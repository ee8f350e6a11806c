import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../cli/base-command.js'
import { strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { tell } from '../../cli/streams.js'

const { output: _, ...flags } = strangleFlags

export default class StrangleRollback extends BanyanCommand {
  static override summary = 'Send a route of the running proxy back to the old side, or all of them.'
  static override description =
    `A route stays there until it is shifted again. Without a route the switch is thrown for all; --undo turns it back, and routes stand as before.`
  static override examples = [
    {
      description: 'One route, with the reason for the others to read',
      command: '<%= config.bin %> <%= command.id %> orders --reason "totals are wrong"',
    },
    { description: 'Everything, at once', command: '<%= config.bin %> <%= command.id %> --all' },
  ]
  static override args = {
    route: Args.string({ description: 'Id of the route.' }),
  }
  static override flags = {
    ...flags,
    reason: Flags.string({ description: 'Why.', helpValue: 'TEXT', default: 'by hand' }),
    all: Flags.boolean({ description: 'All routes: the kill switch.' }),
    undo: Flags.boolean({ description: 'Turn the kill switch back.', exclusive: ['all'] }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleRollback)
    const { askProxy, chooseRollback } = await import('../../strangle/index.js')
    const { path, body, told } = chooseRollback({ route: args.route ?? null, ...flags })
    await askProxy({
      ...locateStrangler(flags),
      readVariable: name => process.env[name],
      method: 'POST',
      path,
      body,
    })
    tell(told)
  }
}
