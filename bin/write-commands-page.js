#!/usr/bin/env node
// Writes docs/commands.md from oclif.manifest.json, so that the page cannot drift from the commands.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const exitCodes = `| exit code | means |
| --- | --- |
| 0 | clean: nothing over the gate |
| 1 | findings over the gate |
| 2 | the request cannot be done, or the result cannot be trusted: usage, config, environment |
| 3 | a bug of Banyan, with what to report |
| 130, 143 | interrupted by Ctrl-C or ended by the system; nothing is half written |`

export function renderCommandsPage({ commands }) {
  const shown = Object.values(commands).filter(command => !command.hidden)
  const list = shown.map(
    ({ id, summary }) => `| [\`${spaced(id)}\`](#banyan-${id.replaceAll(':', '-')}) | ${summary} |`,
  )
  return `# Commands

Made from the commands themselves by \`npm run docs:commands\`. Results go to stdout, everything else to stderr; without a
terminal nothing asks, and what is missing is one error that names the flags.

| command | does |
| --- | --- |
${list.join('\n')}

${exitCodes}

${shown.map(renderCommand).join('\n\n')}
`
}

function renderCommand(command) {
  const args = Object.values(command.args)
  const words = args.map(({ name, required }) => (required ? ` <${name}>` : ` [${name}]`)).join('')
  const lines = [`## banyan ${spaced(command.id)}`, command.summary, command.description]
  if (command.aliases.length > 0)
    lines.push(`Also: ${command.aliases.map(alias => `\`banyan ${spaced(alias)}\``).join(', ')}`)
  lines.push(`\`\`\`sh\nbanyan ${spaced(command.id)}${words}\n\`\`\``)
  if (args.length > 0) lines.push(table('argument', args.map(describeArg)))
  lines.push(
    table(
      'flag',
      Object.values(command.flags)
        .filter(flag => !flag.hidden)
        .map(describeFlag),
    ),
  )
  lines.push(
    `\`\`\`sh\n${command.examples.map(example => renderExample(example, command)).join('\n\n')}\n\`\`\``,
  )
  return lines.join('\n\n')
}

function describeArg({ name, description, options }) {
  return [`\`${name}\``, `${description ?? ''}${choices(options)}`]
}

function describeFlag(flag) {
  const name = flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`
  const value = flag.type === 'option' ? ` ${flag.helpValue ?? 'VALUE'}` : ''
  const fallback = flag.default === undefined ? '' : ` Default: \`${flag.default}\`.`
  return [
    `\`${flag.char ? `-${flag.char}, ` : ''}${name}${value}\``,
    `${flag.description}${choices(flag.options)}${fallback}`,
  ]
}

function choices(options) {
  return options ? ` One of ${options.map(option => `\`${option}\``).join(', ')}.` : ''
}

function table(heading, rows) {
  const lines = rows.map(
    ([name, text]) => `| ${name.replaceAll('|', '\\|')} | ${text.replaceAll('|', '\\|')} |`,
  )
  return `| ${heading} | |\n| --- | --- |\n${lines.join('\n')}`
}

function renderExample({ command: line, description }, { id }) {
  const words = line.replaceAll('<%= config.bin %>', 'banyan').replaceAll('<%= command.id %>', spaced(id))
  return `# ${description}\n${words}`
}

function spaced(id) {
  return id.replaceAll(':', ' ')
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const manifest = JSON.parse(readFileSync(`${root}oclif.manifest.json`, 'utf8'))
  writeFileSync(`${root}docs/commands.md`, renderCommandsPage(manifest))
}
