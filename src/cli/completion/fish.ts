import {
  type CompletedCommand,
  type CompletedFlag,
  firstWords,
  secondWords,
  topics,
} from './completion-spec.js'

export function renderFish(commands: readonly CompletedCommand[]): string {
  const groups = topics(commands)
  const first = firstWords(commands).map(({ words: [word = ''], summary }) =>
    line('__fish_use_subcommand', `-f -a ${word}`, groups.includes(word) ? `The ${word} commands` : summary),
  )
  const second = groups.flatMap(topic => {
    const entries = secondWords(commands, topic)
    const names = entries.map(({ words }) => words[1]).join(' ')
    const condition = `__fish_seen_subcommand_from ${topic}; and not __fish_seen_subcommand_from ${names}`
    return entries.map(({ words, summary }) => line(condition, `-f -a ${words[1]}`, summary))
  })
  return `# fish completion for banyan\n${[...first, ...second, ...commands.flatMap(renderCommand)].join('\n')}\n`
}

function renderCommand({ words, flags, values }: CompletedCommand): string[] {
  const condition = words.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ')
  const choices = values.length > 0 ? [line(condition, `-f -a ${quote(values.join(' '))}`, 'value')] : []
  return [...choices, ...flags.flatMap(flag => renderFlag(condition, flag))]
}

function renderFlag(condition: string, { names, description, value }: CompletedFlag): string[] {
  const taken =
    value === 'none' ? '' : typeof value === 'string' ? ' -r -F' : ` -x -a ${quote(value.join(' '))}`
  return names
    .filter(name => name.startsWith('--'))
    .map((name, at) => {
      const short = at === 0 ? names.find(other => /^-[^-]/.test(other)) : undefined
      return line(
        condition,
        `${short ? `-s ${short.slice(1)} ` : ''}-l ${name.slice(2)}${taken}`,
        description,
      )
    })
}

function line(condition: string, what: string, description: string): string {
  return `complete -c banyan -n ${quote(condition)} ${what} -d ${quote(description)}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
