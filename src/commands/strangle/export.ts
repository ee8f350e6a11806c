import * as Args from '@oclif/core/args'
import { BanyanCommand } from '../../cli/base-command.js'
import path from 'node:path'
import { deliver } from '../../cli/outputs.js'
import { strangleFlags } from '../../cli/shared-flags.js'
import { locateStrangler } from '../../cli/strangle-place.js'
import { note } from '../../cli/streams.js'
import { exportEngines } from '../../strangle/choices.js'

type NamedFile = readonly [name: string, content: string]

export default class StrangleExport extends BanyanCommand {
  static override summary = 'Write the routes of a proxy for an engine that you run already.'
  static override description =
    `The same requests go to the same places. What the engine cannot do is told on the error stream.`
  static override examples = [
    {
      description: 'For nginx, into a file to include',
      command: '<%= config.bin %> <%= command.id %> nginx --output strangler.nginx.conf',
    },
    {
      description: 'For HAProxy, with the map that it looks routes up in beside it',
      command: '<%= config.bin %> <%= command.id %> haproxy --output haproxy.cfg',
    },
    { description: 'For Envoy, on the screen', command: '<%= config.bin %> <%= command.id %> envoy' },
    {
      description: 'For Kubernetes, as a Gateway and its HTTPRoutes',
      command: '<%= config.bin %> <%= command.id %> gateway-api --output routes.yaml',
    },
    {
      description:
        'For Argo Rollouts, in the steps of the ramps, with the HTTPRoutes that they move beside them',
      command: '<%= config.bin %> <%= command.id %> argo-rollouts --output rollouts.yaml',
    },
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
    const [main = ['', ''], ...others] = Object.entries(files)
    if (flags.output === undefined) await this.show([main, ...others], flags.quiet)
    else await this.write(flags.output, [main, ...others], flags.quiet)
    if (!flags.quiet) for (const line of notes) note(`Note: ${line}`)
  }

  /** The main file is named by the user; the others keep the names that it calls them by, and stand beside it. */
  private async write(output: string, files: readonly NamedFile[], quiet: boolean): Promise<void> {
    for (const [at, [name, content]] of files.entries()) {
      const file = at === 0 ? output : path.join(path.dirname(output), name)
      await deliver([{ format: 'text', file }], quiet, () => content)
    }
  }

  private async show(files: readonly NamedFile[], quiet: boolean): Promise<void> {
    const parts = files.map(([name, content], at) => (at === 0 ? content : `\n# ${name}:\n${content}`))
    await deliver([{ format: 'text', file: null }], quiet, () => parts.join(''))
    if (files.length > 1 && !quiet)
      note(`These are ${files.length} files; --output FILE writes them beside each other.`)
  }
}
