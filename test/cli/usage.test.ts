import { describe, expect, it } from 'vitest'
import { runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'

interface Row {
  readonly args: string
  readonly says: readonly string[]
}

const refused: readonly Row[] = [
  { args: 'chekc', says: ['There is no command chekc.', 'Did you mean check?'] },
  { args: 'baseline acept', says: ['There is no command baseline acept.', 'Did you mean baseline accept?'] },
  { args: 'baseline', says: ['banyan baseline needs one more word.', 'banyan baseline shrink'] },
  { args: 'check src', says: ['banyan check takes no argument: src.'] },
  { args: 'check --fromat json', says: ['There is no flag --fromat.', 'Did you mean --format?'] },
  { args: 'check --no-strcit', says: ['There is no flag --no-strcit.', 'Did you mean --no-strict?'] },
  { args: 'check --format jsn', says: ['jsn is not a value of --format.', 'Did you mean json?'] },
  { args: 'check --report sarif', says: ['--report sarif does not say both a format and a file.'] },
  { args: 'check --report srif=a.sarif', says: ['There is no format srif.', 'Did you mean sarif?'] },
  {
    args: 'check --report json=a.json --report sarif=a.json',
    says: ['Two results are to be written to a.json.'],
  },
  { args: 'check --output folder', says: ['folder is a folder.'] },
  { args: 'check --root nowhere', says: ['There is no folder', 'nowhere'] },
  { args: 'check --json --format text', says: ['--format', '--json'] },
  { args: 'check --since', says: ['--since'] },
  { args: 'graph --level modul', says: ['modul is not a value of --level.', 'Did you mean module?'] },
  { args: 'graph --depth 2', says: ['--depth', '--focus'] },
  { args: 'explain', says: ['thing', 'missing'] },
  { args: 'completion basj', says: ['Did you mean bash?'] },
  { args: '--root x check', says: ['--root stands before the command.'] },
  { args: 'help nope', says: ['There is no command nope.'] },
  { args: 'baseline accept', says: ['Nobody can be asked here, and --reason is missing.'] },
]

describe('a command line that makes no sense', () => {
  it.each(refused)('is refused with the way out: banyan $args', async ({ args, says }) => {
    const cwd = temporaryProject({ 'folder/a.txt': '' })
    const { stdout, stderr, code } = await runBanyan(args.split(' '), { cwd })
    const told = stderr.replace(/\s+/g, ' ')
    for (const text of says) expect(told).toContain(text)
    expect(told).not.toContain('    at ')
    expect(code).toBe(2)
    if (!args.includes('--json')) expect(stdout).toBe('')
  })

  it('is refused in JSON when JSON was asked for', async () => {
    const { stdout, code } = await runBanyan(['graph', '--json', '--root', 'nowhere'], {
      cwd: temporaryProject({}),
    })
    const { schemaVersion, problems } = JSON.parse(stdout)
    expect(schemaVersion).toBe(1)
    expect(problems).toMatchObject([{ code: 'root-missing', title: 'No such folder' }])
    expect(code).toBe(2)
  })

  it('is refused in colour only when colour was asked for', async () => {
    const plain = await runBanyan(['chekc'])
    const forced = await runBanyan(['chekc'], { env: { FORCE_COLOR: '1' } })
    const flagged = await runBanyan(['check', '--root', 'nowhere', '--no-color'], {
      env: { FORCE_COLOR: '1' },
    })
    expect(plain.stderr).not.toContain('\u001b[')
    expect(forced.stderr).toContain('\u001b[')
    expect(flagged.stderr).not.toContain('\u001b[')
  })
})
