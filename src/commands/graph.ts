import * as Flags from '@oclif/core/flags'
import { BanyanCommand } from '../cli/base-command.js'
import { graphFormats, graphLevels } from '../kernel/output-formats.js'
import { chooseOutputs } from '../cli/outputs.js'
import { openSession } from '../cli/session.js'
import { formatFlag, projectFlags } from '../cli/shared-flags.js'
import { kinds } from '../kernel/dependency.js'

export default class Graph extends BanyanCommand {
  static override summary = 'Draw or dump the graph of modules or files.'
  static override description =
    `Shows what depends on what, whether it is allowed or not. Without a config only --level file is known.`
  static override examples = [
    {
      description: 'A diagram of the modules for a README',
      command: '<%= config.bin %> <%= command.id %> --format mermaid',
    },
    {
      description: 'One offline page to look around in',
      command: '<%= config.bin %> <%= command.id %> --format html --output graph.html',
    },
    {
      description: 'Every import of every file, for a program',
      command: '<%= config.bin %> <%= command.id %> --level file --json',
    },
    {
      description: 'What one module uses, and what uses it, two steps far',
      command: '<%= config.bin %> <%= command.id %> --focus billing --depth 2',
    },
  ]
  static override flags = {
    ...projectFlags,
    format: formatFlag(graphFormats),
    level: Flags.option({
      options: graphLevels,
      default: 'module',
      description: 'What a node stands for.',
    })(),
    focus: Flags.string({
      description: 'Only this module, file or folder and what it touches.',
      helpValue: 'MODULE|PATH',
    }),
    depth: Flags.integer({
      description: 'Steps around the focus. Left out: 1.',
      dependsOn: ['focus'],
      min: 0,
    }),
    kinds: Flags.option({
      options: kinds,
      multiple: true,
      multipleNonGreedy: true,
      description: 'Only dependencies of this kind. May be repeated. Left out: all.',
    })(),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Graph)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, graphFormats)
    const { showGraph } = await import('../cli/show-graph.js')
    await showGraph(session, targets, flags)
  }
}
