import type { Config } from '@oclif/core/config'

export interface CompletedFlag {
  /** Spellings with dashes: `--format`, `-f`, `--no-color`. */
  readonly names: readonly string[]
  readonly description: string
  /** What may follow: nothing, one of a list, or a path. */
  readonly value: 'none' | 'path' | readonly string[]
}

export interface CompletedCommand {
  /** `['baseline', 'accept']` */
  readonly words: readonly string[]
  readonly summary: string
  readonly flags: readonly CompletedFlag[]
  /** Values of the arguments, where they come from a list. */
  readonly values: readonly string[]
}

type OclifFlag = Config['commands'][number]['flags'][string]

/** What there is to complete, taken from the commands themselves. */
export function deriveCompletion(config: Config): readonly CompletedCommand[] {
  return config.commands
    .filter(command => !command.hidden)
    .map(command => ({
      words: command.id.split(':'),
      summary: command.summary ?? '',
      flags: [...Object.values(command.flags).map(describeFlag), helpFlag],
      values: Object.values(command.args).flatMap(arg => arg.options ?? []),
    }))
}

const helpFlag: CompletedFlag = { names: ['--help'], description: 'Show help.', value: 'none' }

function describeFlag(flag: OclifFlag): CompletedFlag {
  const negated = flag.type === 'boolean' && flag.allowNo ? [`--no-${flag.name}`] : []
  const short = flag.char ? [`-${flag.char}`] : []
  return {
    names: [`--${flag.name}`, ...negated, ...short],
    description: (flag.summary ?? flag.description ?? '').split('. ')[0]?.replace(/\.$/, '') ?? '',
    value: flag.type === 'boolean' ? 'none' : (flag.options ?? 'path'),
  }
}

/** First words of all commands, each once. */
export function firstWords(commands: readonly CompletedCommand[]): readonly CompletedCommand[] {
  const seen = new Set<string>()
  return commands.filter(({ words: [first = ''] }) => !seen.has(first) && seen.add(first))
}

/** Second words under a first one. */
export function secondWords(
  commands: readonly CompletedCommand[],
  first: string,
): readonly CompletedCommand[] {
  return commands.filter(({ words }) => words.length > 1 && words[0] === first)
}

/** Words that have words under them: `baseline`. */
export function topics(commands: readonly CompletedCommand[]): readonly string[] {
  return [...new Set(commands.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))]
}
