import * as Args from '@oclif/core/args'
import { BanyanCommand } from '../cli/base-command.js'
import { locateInRoot } from '../cli/locate-in-root.js'
import { chooseOutputs, deliver } from '../cli/outputs.js'
import { openSession, projectOf } from '../cli/session.js'
import { formatFlag, projectFlags } from '../cli/shared-flags.js'
import { explainFormats, renderExplanation } from '../explanation/index.js'

export default class Explain extends BanyanCommand {
  static override summary = 'Explain a module, a rule, a file, an import, or why one depends on another.'
  static override description =
    `One thing: what it is, what it uses and which rules judge it. Two modules: every import between them, by symbol. Two files, or a file and a module: the shortest path. A file and an import of it: how it resolves, step by step.`
  static override examples = [
    {
      description: 'Why does users depend on billing?',
      command: '<%= config.bin %> <%= command.id %> users billing',
    },
    {
      description: 'How does this import resolve?',
      command: '<%= config.bin %> <%= command.id %> src/users/login.ts @shop/billing',
    },
    {
      description: 'How does one file reach another?',
      command: '<%= config.bin %> <%= command.id %> src/app.ts src/billing/db.ts',
    },
    { description: 'What a rule wants', command: '<%= config.bin %> <%= command.id %> private-import' },
  ]
  static override args = {
    thing: Args.string({ required: true, description: 'A module, a rule or a file.' }),
    other: Args.string({ description: 'Another module or file, or an import of the first file.' }),
  }
  static override flags = { ...projectFlags, format: formatFlag(explainFormats) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain)
    const session = openSession(flags)
    const targets = chooseOutputs(flags, explainFormats)
    const { explain } = await import('../api/explain.js')
    const { explanation, problems } = await explain({
      ...projectOf(session),
      ...args,
      normalize: given => locateInRoot(session.root, given),
    })
    const { tellProblems } = await import('../cli/tell-problems.js')
    await deliver(targets, session.quiet, format => renderExplanation(explanation, format))
    tellProblems(session, problems.length)
  }
}
