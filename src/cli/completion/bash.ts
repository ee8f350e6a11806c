import {
  type CompletedCommand,
  type CompletedFlag,
  firstWords,
  secondWords,
  topics,
} from './completion-spec.js'

export function renderBash(commands: readonly CompletedCommand[]): string {
  const names = firstWords(commands).map(({ words }) => words[0])
  return `# bash completion for banyan
_banyan() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" candidates=""
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${[...names, 'help', '--help', '--version'].join(' ')}" -- "$current"))
    return
  fi
  case "$command" in
${topics(commands)
  .map(topic => renderTopic(commands, topic))
  .join('\n')}
  esac
  case "$command" in
${commands.map(renderCommand).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
  if [[ \${#COMPREPLY[@]} -eq 0 && "$current" != -* ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _banyan banyan
`
}

function renderTopic(commands: readonly CompletedCommand[], topic: string): string {
  const words = secondWords(commands, topic).map(({ words: [, second] }) => second)
  return `    ${topic})
      if [[ $COMP_CWORD -eq 2 ]]; then
        COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$current"))
        return
      fi
      command="${topic} \${COMP_WORDS[2]}"
      ;;`
}

function renderCommand({ words, flags, values }: CompletedCommand): string {
  return `    "${words.join(' ')}")
      case "$previous" in
${flags.filter(takesValue).map(renderValue).join('\n')}
      esac
      candidates="${[...flags.flatMap(({ names }) => names), ...values].join(' ')}"
      ;;`
}

function takesValue({ value }: CompletedFlag): boolean {
  return value !== 'none'
}

function renderValue({ names, value }: CompletedFlag): string {
  const source = typeof value === 'string' ? '-f' : `-W "${value.join(' ')}"`
  return `        ${names.join('|')}) COMPREPLY=($(compgen ${source} -- "$current")); return ;;`
}
