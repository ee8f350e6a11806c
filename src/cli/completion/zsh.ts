import {
  type CompletedCommand,
  type CompletedFlag,
  firstWords,
  secondWords,
  topics,
} from './completion-spec.js'

export function renderZsh(commands: readonly CompletedCommand[]): string {
  return `#compdef banyan
# zsh completion for banyan
_banyan() {
  local command="\${words[2]}"
  if (( CURRENT == 2 )); then
    local -a names=(
${firstWords(commands)
  .map(entry => describeWord(entry, 0, topics(commands)))
  .join('\n')}
    )
    _describe 'command' names
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
}
if [[ "$funcstack[1]" = _banyan ]]; then
  _banyan "$@"
else
  compdef _banyan banyan
fi
`
}

function describeWord({ words, summary }: CompletedCommand, at: number, groups: readonly string[]): string {
  const word = words[at] ?? ''
  const text = at === 0 && groups.includes(word) ? `the ${word} commands` : summary
  return `      ${quote(`${word}:${text.replaceAll(':', '\\:')}`)}`
}

function renderTopic(commands: readonly CompletedCommand[], topic: string): string {
  return `    ${topic})
      if (( CURRENT == 3 )); then
        local -a names=(
${secondWords(commands, topic)
  .map(entry => describeWord(entry, 1, []))
  .join('\n')}
        )
        _describe 'command' names
        return
      fi
      command="${topic} \${words[3]}"
      ;;`
}

function renderCommand({ words, flags, values }: CompletedCommand): string {
  const rest = values.length > 0 ? quote(`*:value:(${values.join(' ')})`) : quote('*:file:_files')
  const lines = [...flags.flatMap(renderFlag), rest].map(line => `        ${line}`)
  return `    ${quote(words.join(' '))})
      _arguments \\
${lines.join(' \\\n')}
      ;;`
}

function renderFlag({ names, description, value }: CompletedFlag): string[] {
  const text = description.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '')
  const suffix =
    value === 'none' ? '' : typeof value === 'string' ? ':file:_files' : `:value:(${value.join(' ')})`
  return names.map(name => quote(`*${name}[${text}]${suffix}`))
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
