import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../../cli/base-command.js'
import { chooseOutputs, deliver } from '../../../cli/outputs.js'
import { dryRunFlag, formatFlag, strangleFlags } from '../../../cli/shared-flags.js'
import { carryOut, planFormats, renderPlan } from '../../../cli/show-plan.js'
import { locateStrangler } from '../../../cli/strangle-place.js'
import { routeModes } from '../../../strangle/choices.js'

export default class StrangleRouteAdd extends BanyanCommand {
  static override summary = 'Add a route to the config.'
  static override description =
    `Comments and layout of the file stay. Nothing is written that the proxy would refuse; one that runs takes the change by itself.`
  static override examples = [
    {
      description: 'A route that stays where it is, to be moved later',
      command: '<%= config.bin %> <%= command.id %> "GET,HEAD /orders/:id"',
    },
    {
      description: 'Look first: nothing is written',
      command: '<%= config.bin %> <%= command.id %> "/files/*" --mode shadow --dry-run',
    },
  ]
  static override args = {
    route: Args.string({ required: true, description: 'Methods and a path: "GET,HEAD /users/:id".' }),
  }
  static override flags = {
    ...strangleFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    format: formatFlag(planFormats),
    id: Flags.string({ description: 'Its id. Left out: made from methods and path.', helpValue: 'ID' }),
    mode: Flags.option({
      options: routeModes,
      description: 'From "legacy" to "retired". Left out: legacy.',
    })(),
    share: Flags.string({
      description: 'Percent of the users that the new side gets.',
      helpValue: 'PERCENT',
    }),
    'dry-run': dryRunFlag,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleRouteAdd)
    const targets = chooseOutputs(flags, planFormats)
    const { parseShare, planRouteAdd } = await import('../../../strangle/index.js')
    const { id, mode } = flags
    const share = flags.share === undefined ? undefined : parseShare(flags.share)
    const { root, plan } = planRouteAdd(locateStrangler(flags), args.route, { id, mode, share })
    const outcome = carryOut(root, plan, flags['dry-run'])
    await deliver(targets, flags.quiet, format => renderPlan(outcome, format, { lines: [], data: {} }))
  }
}
