import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Config } from '@oclif/core/config'
import { Help, normalizeArgv } from '@oclif/core/help'
import { settings } from '@oclif/core/settings'
import { productFolder } from '../kernel/product-folder.js'
import { refuse } from '../kernel/problem.js'
import { suggest } from './outputs.js'
import { stopProgress } from './progress.js'

interface RunOptions {
  readonly commands?: string
}

/** Finds the command that a line names and runs it, or shows its help. */
export async function runCommand(line: readonly string[], options: RunOptions): Promise<void> {
  const config = await loadCommands(options)
  const argv = line[0] === 'help' ? [...line.slice(1), '--help'] : [...line]
  const [id = '', ...rest] = normalizeArgv(config, [...argv])
  const flags = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  if (argv.length === 0 || flags.includes('--help')) return showHelp(config, argv)
  const command = config.findCommand(id) ?? refuseCommand(config, id)
  try {
    await config.runCommand(id, rest, command)
  } finally {
    stopProgress()
  }
}

/**
 * oclif looks for a TypeScript set-up when NODE_ENV is `test` or `development`, and asks PowerShell for the
 * shell's name on Windows; neither is wanted, and both are slow.
 */
async function loadCommands(options: RunOptions): Promise<Config> {
  settings.enableAutoTranspile = false
  if (process.platform === 'win32') process.env.SHELL ??= process.env.COMSPEC ?? 'cmd.exe'
  const package_ = JSON.parse(readFileSync(join(productFolder, 'package.json'), 'utf8'))
  if (options.commands) package_.oclif.commands.target = options.commands
  return Config.load({ root: productFolder, pjson: package_, ignoreManifest: options.commands !== undefined })
}

async function showHelp(config: Config, argv: string[]): Promise<void> {
  const [id = ''] = normalizeArgv(
    config,
    argv.filter(word => !word.startsWith('-')),
  )
  if (id !== '' && !config.findCommand(id) && !config.findTopic(id)) refuseCommand(config, id)
  await new Help(config, config.pjson.oclif.helpOptions).showHelp(argv)
}

/** No such command, a topic without its second word, or a word too many. */
function refuseCommand(config: Config, id: string): never {
  const words = id.split(':')
  const known = config.commandIDs.map(name => name.replaceAll(':', ' '))
  if (id.startsWith('-'))
    refuse('usage', `${id} stands before the command.`, 'Put flags after the command. See banyan --help.')
  if (config.findTopic(id)) {
    const choices = known.filter(name => name.startsWith(`${words.join(' ')} `)).map(name => `banyan ${name}`)
    refuse('usage', `banyan ${words.join(' ')} needs one more word.`, `Choose from: ${choices.join(', ')}.`)
  }
  const parent = words.findLastIndex((_, at) => config.findCommand(words.slice(0, at + 1).join(':')))
  if (parent >= 0) {
    const name = words.slice(0, parent + 1).join(' ')
    const extra = words.slice(parent + 1).join(' ')
    refuse('usage', `banyan ${name} takes no argument: ${extra}.`, `See banyan ${name} --help.`)
  }
  return refuse('usage', `There is no command ${words.join(' ')}.`, `${suggest(words.join(' '), known)}`)
}
