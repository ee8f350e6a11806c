import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ruleCatalogue } from '../../src/boundaries/catalogue.js'
import { runBanyan } from '../support/run-banyan.js'
import { commitAll, temporaryProject, writeProject } from '../support/temporary-project.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The code blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code)
}

const [configExample = '', ...settings] = blocks('jsonc')
const ownRule = blocks('ts').find(code => code.includes('defineRule')) ?? ''

function shop(config: string): string {
  const project = temporaryProject({})
  cpSync(join(root, 'test/fixtures/shop'), project, { recursive: true })
  writeProject(project, { 'banyan.config.json': config, 'rules/quiet-platform.ts': ownRule })
  commitAll(project)
  return project
}

test('the config is right for the sample shop, and every rule that it sets can fire', async () => {
  const project = shop(configExample)
  const { verdict, problems } = JSON.parse((await runBanyan(['check', '--json'], { cwd: project })).stdout)
  expect({ verdict, problems }).toEqual({ verdict: 'fail', problems: [] })
  expect(await runBanyan(['check', '--self-test'], { cwd: project })).toMatchObject({ code: 0 })
})

test('the waiver and the own rule fit into that config, and the own rule finds what it is after', async () => {
  const unresolved = "import './generated/client.js'\n"
  const project = shop(configExample.replace(/^\{/, `{ ${settings.join(',').trim()},`))
  writeProject(project, { 'src/api/server.ts': unresolved, 'src/platform/web.ts': "import 'express'\n" })
  const { stdout } = await runBanyan(['check', '--json', '--rule', 'own/quiet-platform'], { cwd: project })
  const { problems, findings } = JSON.parse(stdout)
  expect(problems).toEqual([])
  expect(findings).toMatchObject([
    { rule: 'own/quiet-platform', from: { file: 'src/platform/web.ts', line: 1 } },
  ])
})

test('every rule is named with its page', () => {
  const missing = Object.entries(ruleCatalogue).filter(
    ([name, { page }]) => !readme.includes(`[\`${name}\`](${page})`),
  )
  expect(missing).toEqual([])
})

test('links lead to files, and headings that are linked are there', () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
  const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) => `#${heading.toLowerCase().replaceAll(' ', '-')}`,
  )
  const lost = targets
    .filter(target => !target.startsWith('https://'))
    .filter(target => (target.startsWith('#') ? !anchors.includes(target) : !existsSync(join(root, target))))
  expect(lost).toEqual([])
})

test('commands and flags are those of the command line', () => {
  const { commands } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
  const lines = blocks('sh').flatMap(block => block.match(/npx banyan [^#\n]+/g) ?? [])
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) {
    const [, , first = '', second = '', ...rest] = line.trim().split(' ')
    const command = commands[first] ?? commands[`${first}:${second}`]
    expect(command, line).toBeDefined()
    for (const flag of [second, ...rest].filter(word => word.startsWith('--')))
      expect(Object.keys(command.flags), line).toContain(flag.slice(2).replace(/=.*/, ''))
  }
})
