import {
  type CompletedCommand,
  type CompletedFlag,
  firstWords,
  secondWords,
  topics,
} from './completion-spec.js'

export function renderPowershell(commands: readonly CompletedCommand[]): string {
  const groups = topics(commands)
  const first = firstWords(commands).map(({ words: [word = ''] }) => word)
  const words = [['', first], ...groups.map(topic => [topic, seconds(commands, topic)])] as const
  return `# PowerShell completion for banyan
Register-ArgumentCompleter -Native -CommandName banyan -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.map(([topic, names]) => `    ${quote(String(topic))} = @(${(names as string[]).map(quote).join(', ')})`).join('\n')}
  }
  $flags = @{
${commands.map(renderFlags).join('\n')}
  }
  $values = @{
${commands.flatMap(renderValues).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -ne '' -and $typed.Count -gt 0) { $typed = @($typed | Select-Object -SkipLast 1) }
  $command = ''
  foreach ($word in $typed) {
    $next = ($command + ' ' + $word).Trim()
    if ($flags.ContainsKey($next) -or $words.ContainsKey($next)) { $command = $next } else { break }
  }
  $last = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
  $candidates = $values["$command $last"]
  if ($null -eq $candidates) { $candidates = @($words[$command]) + @($flags[$command]) + @($values[$command]) }
  $candidates | Where-Object { $_ -and $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

function seconds(commands: readonly CompletedCommand[], topic: string): string[] {
  return secondWords(commands, topic).map(({ words: [, second = ''] }) => second)
}

function renderFlags({ words, flags }: CompletedCommand): string {
  const names = flags.flatMap(flag => flag.names)
  return `    ${quote(words.join(' '))} = @(${names.map(quote).join(', ')})`
}

function renderValues({ words, flags, values }: CompletedCommand): string[] {
  const command = words.join(' ')
  const own = values.length > 0 ? [`    ${quote(command)} = @(${values.map(quote).join(', ')})`] : []
  return [...own, ...flags.flatMap(flag => renderChoices(command, flag))]
}

function renderChoices(command: string, { names, value }: CompletedFlag): string[] {
  if (typeof value === 'string') return []
  return names.map(name => `    ${quote(`${command} ${name}`)} = @(${value.map(quote).join(', ')})`)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
