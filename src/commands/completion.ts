import * as Args from '@oclif/core/args'
import { BanyanCommand } from '../cli/base-command.js'
import { completionShells, renderCompletion } from '../cli/completion/render-completion.js'
import { deliver } from '../cli/outputs.js'
import { outputFlags } from '../cli/shared-flags.js'

export default class Completion extends BanyanCommand {
  static override summary = 'Print the completion script of a shell.'
  static override description =
    `The script completes commands, flags and their values. It writes nothing by itself: put it where your shell looks.`
  static override examples = [
    {
      description: 'bash, for this terminal',
      command: 'source <(<%= config.bin %> <%= command.id %> bash)',
    },
    {
      description: 'zsh, for good: in a folder of $fpath',
      command: '<%= config.bin %> <%= command.id %> zsh --output ~/.zfunc/_banyan',
    },
    {
      description: 'fish, for good',
      command: '<%= config.bin %> <%= command.id %> fish --output ~/.config/fish/completions/banyan.fish',
    },
    {
      description: 'PowerShell, for this terminal',
      command: '<%= config.bin %> <%= command.id %> powershell | Out-String | Invoke-Expression',
    },
  ]
  static override args = {
    shell: Args.string({ options: [...completionShells], required: true, description: 'The shell.' }),
  }
  static override flags = outputFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion)
    const format = completionShells.find(shell => shell === args.shell) ?? 'bash'
    const target = { format, file: flags.output ?? null }
    await deliver([target], flags.quiet, shell => renderCompletion(shell, this.config))
  }
}
