import type { Config } from '@oclif/core/config'
import { renderBash } from './bash.js'
import { deriveCompletion } from './completion-spec.js'
import { renderFish } from './fish.js'
import { renderPowershell } from './powershell.js'
import { renderZsh } from './zsh.js'

const renderers = { bash: renderBash, zsh: renderZsh, fish: renderFish, powershell: renderPowershell }

export type CompletionShell = keyof typeof renderers
export const completionShells = Object.keys(renderers) as readonly CompletionShell[]

export function renderCompletion(shell: CompletionShell, config: Config): string {
  return renderers[shell](deriveCompletion(config))
}
