import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
// @ts-expect-error a script without types
import { renderCommandsPage } from '../../bin/write-commands-page.js'
import { exitCodes } from '../../src/cli/exit-codes.js'
import { runBanyan } from '../support/run-banyan.js'

interface Flag {
  readonly name: string
  readonly char?: string
  readonly type: string
  readonly description?: string
  readonly allowNo?: boolean
  readonly multiple?: boolean
  readonly options?: readonly string[]
  readonly default?: unknown
  readonly aliases?: readonly string[]
}

interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly summary: string
        readonly description: string
        readonly examples: readonly { readonly command: string; readonly description: string }[]
        readonly aliases: readonly string[]
        readonly flags: Readonly<Record<string, Flag>>
        readonly args: Readonly<
          Record<string, { readonly required?: boolean; readonly options?: readonly string[] }>
        >
      }
    >
  >
}

const manifest: Manifest = JSON.parse(
  readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
)
const commands = Object.entries(manifest.commands)

describe('the commands', () => {
  it('keep their flags, arguments, aliases and exit codes', () => {
    const shape = commands.map(([id, command]) => ({
      id,
      aliases: command.aliases,
      args: Object.entries(command.args).map(([name, { required, options }]) =>
        describeArg(name, required, options),
      ),
      flags: Object.values(command.flags).map(describeFlag).sort(),
    }))
    expect({ commands: shape, exitCodes }).toMatchSnapshot()
  })

  it.each(commands)('%s explains itself with two examples and a word on every flag', (_, command) => {
    expect(command.summary).toMatch(/^[A-Z].*\.$/)
    expect(command.description).toMatch(/\.$/)
    expect(command.examples.length).toBeGreaterThanOrEqual(2)
    for (const flag of Object.values(command.flags)) expect(flag.description).toMatch(/^[A-Z].*\.$/)
  })

  it.each(commands)('%s is told by --help on stdout', async id => {
    const { stdout, stderr, code } = await runBanyan([...id.split(':'), '--help'])
    expect(stdout).toContain('EXAMPLES')
    expect(stdout).not.toContain('<%')
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })

  it('are documented as they are; `npm run docs:commands` writes the page', () => {
    const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
    expect(page).toBe(renderCommandsPage(manifest))
  })
})

describe('banyan alone', () => {
  it('lists the commands, as does `help`', async () => {
    const [bare, flag, word] = await Promise.all([runBanyan([]), runBanyan(['--help']), runBanyan(['help'])])
    expect(bare.stdout).toContain('check')
    expect(bare.code).toBe(0)
    expect(flag.stdout).toBe(bare.stdout)
    expect(word.stdout).toBe(bare.stdout)
  })

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    const { stdout, code } = await runBanyan(['--version'])
    expect(stdout).toBe(`banyan/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
    expect(code).toBe(0)
  })
})

function describeArg(name: string, required = false, options?: readonly string[]): string {
  return `${required ? name : `[${name}]`}${options ? ` = ${options.join('|')}` : ''}`
}

function describeFlag(flag: Flag): string {
  const name = `${flag.char ? `-${flag.char}, ` : ''}--${flag.allowNo ? '[no-]' : ''}${flag.name}`
  const value =
    flag.type === 'boolean' ? '' : ` ${flag.options?.join('|') ?? 'VALUE'}${flag.multiple ? ' …' : ''}`
  return `${name}${value}${flag.default === undefined ? '' : ` (${flag.default})`}`
}
