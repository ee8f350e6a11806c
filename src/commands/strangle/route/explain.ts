import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../../../cli/base-command.js'
import { chooseOutputs, deliver } from '../../../cli/outputs.js'
import { formatFlag, strangleFlags } from '../../../cli/shared-flags.js'
import { locateStrangler } from '../../../cli/strangle-place.js'
import { explanationFormats } from '../../../strangle/choices.js'

export default class StrangleRouteExplain extends BanyanCommand {
  static override summary = 'Explain which route a request gets, and which side answers it.'
  static override description =
    `Lists every route whose path matches, in order of precedence, with the condition that failed; then the key, its bucket and the side. Looks at the file; routes stand as it declares them.`
  static override examples = [
    {
      description: 'Where does this request go?',
      command: '<%= config.bin %> <%= command.id %> "GET /users/7"',
    },
    {
      description: 'And with this cookie?',
      command: '<%= config.bin %> <%= command.id %> "POST /orders" --header "Cookie: session=abc"',
    },
  ]
  static override args = {
    request: Args.string({ required: true, description: 'A method and a path: "GET /users/7?full=1".' }),
  }
  static override flags = {
    ...strangleFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    format: formatFlag(explanationFormats),
    header: Flags.string({
      char: 'H',
      description: 'A header of the request, as "name: value". May be repeated.',
      helpValue: 'HEADER',
      multiple: true,
      multipleNonGreedy: true,
    }),
    address: Flags.string({
      description: "The client's address.",
      default: '127.0.0.1',
      helpValue: 'ADDRESS',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StrangleRouteExplain)
    const targets = chooseOutputs(flags, explanationFormats)
    const { explainRequest, readStranglerConfig, renderRouteExplanation } = await import(
      '../../../strangle/index.js'
    )
    const config = readStranglerConfig(locateStrangler(flags))
    const { address, header = [] } = flags
    const explanation = explainRequest(config, { request: args.request, headers: header, address })
    await deliver(targets, flags.quiet, format => renderRouteExplanation(explanation, format))
  }
}
