import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { runBanyan } from '../support/run-banyan.js'

/** What bash offers at the end of a line, by running the completion function in a real bash. */
function complete(script: string, line: readonly string[]): string[] {
  const ask = `
COMP_WORDS=(${line.map(word => `'${word}'`).join(' ')})
COMP_CWORD=${line.length - 1}
_banyan
printf '%s\\n' "\${COMPREPLY[@]}"`
  const text = execFileSync('bash', ['--norc', '-c', `${script}\n${ask}`], { encoding: 'utf8' })
  return text.split('\n').filter(word => word !== '')
}

describe.skipIf(process.platform === 'win32')('completion in bash', async () => {
  const { stdout: script } = await runBanyan(['completion', 'bash'])

  it('offers commands by their beginning', () => {
    expect(complete(script, ['banyan', 'ch'])).toEqual(['check'])
    expect(complete(script, ['banyan', 'b'])).toEqual(['baseline'])
  })

  it('offers the second word of a command', () => {
    expect(complete(script, ['banyan', 'baseline', ''])).toEqual(['accept', 'migrate', 'shrink'])
  })

  it('offers the flags of a command', () => {
    expect(complete(script, ['banyan', 'check', '--se'])).toEqual(['--self-test'])
    expect(complete(script, ['banyan', 'baseline', 'accept', '--rea'])).toEqual(['--reason'])
    expect(complete(script, ['banyan', 'check', '--no-s'])).toEqual(['--no-strict'])
  })

  it('offers the values of a flag and of an argument', () => {
    expect(complete(script, ['banyan', 'check', '--format', 'j'])).toEqual(['json', 'junit'])
    expect(complete(script, ['banyan', 'completion', 'f'])).toEqual(['fish'])
  })
})

describe('the other shells', () => {
  it.each(['zsh', 'fish', 'powershell'])('get every command and flag: %s', async shell => {
    const { stdout, stderr, code } = await runBanyan(['completion', shell])
    for (const word of ['check', 'baseline', 'accept', 'self-test', 'azure-devops', 'no-strict']) {
      expect(stdout).toContain(word)
    }
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })
})
