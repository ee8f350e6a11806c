import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../../cli/base-command.js'
import { chooseOutputs, deliver } from '../../../cli/outputs.js'
import { dryRunFlag, formatFlag, strangleFlags } from '../../../cli/shared-flags.js'
import { carryOut, planFormats, renderPlan } from '../../../cli/show-plan.js'
import { locateStrangler } from '../../../cli/strangle-place.js'
import { routeModes } from '../../../strangle/choices.js'

export default class StrangleRouteSet extends BanyanCommand {
  static override summary = 'Declare another mode or share for a route in the config.'
  static override description =
    `What the config declares is the later word: a running proxy follows it, whatever operators or ramps have done before. To move a route without touching the file, use strangle shift.`
  static override examples = [
    {
      description: 'The new side takes the route over',
      command: '<%= config.bin %> <%= command.id %> orders --mode new',
    },
    {
      description: 'A tenth of the users',
      command: '<%= config.bin %> <%= command.id %> orders --mode canary --share 10',
    },
  ]
  static override args = {
    route: Args.string({ required: true, description: 'Id of the route.' }),
  }
  static override flags = {
    ...strangleFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    format: formatFlag(planFormats),
    mode: Flags.option({ options: routeModes, description: 'From "legacy" to "retired".' })(),
    share: Flags.string({
      description: 'Percent of the users that the new side gets.',
      helpValue: 'PERCENT',
    }),
    'dry-run': dryRunFlag,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleRouteSet)
    const targets = chooseOutputs(flags, planFormats)
    const { parseShare, planRouteSet } = await import('../../../strangle/index.js')
    const share = flags.share === undefined ? undefined : parseShare(flags.share)
    const { root, plan } = planRouteSet(locateStrangler(flags), args.route, { mode: flags.mode, share })
    const outcome = carryOut(root, plan, flags['dry-run'])
    await deliver(targets, flags.quiet, format => renderPlan(outcome, format, { lines: [], data: {} }))
  }
}
