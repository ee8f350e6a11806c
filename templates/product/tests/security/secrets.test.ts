import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '@shop/platform/testing'
import { expect, it } from 'vitest'

it('what is secret or generated stays out of the repository', context => {
  context.skip(spawnSync('git', ['--version']).status !== 0, 'there is no git')
  const folder = mkdtempSync(join(tmpdir(), 'repository-'))
  const rules = ['.gitignore', 'dot-gitignore'].map(name => join(root, name)).find(existsSync) ?? ''
  copyFileSync(rules, join(folder, '.gitignore'))
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  const isIgnored = (file: string) =>
    spawnSync('git', ['check-ignore', '--quiet', file], { cwd: folder }).status === 0
  const secrets = [
    '.env',
    '.env.production',
    'apps/monolith/.env',
    '.data/key-secret.secret',
    '.data/postgres/secret',
  ]
  const generated = [
    'node_modules/pg/package.json',
    'apps/monolith/dist/main.js',
    '.data/strangler.state.json',
  ]
  expect([...secrets, ...generated].filter(file => !isIgnored(file))).toEqual([])
  const kept = ['.env.example', 'package.json', 'apps/monolith/src/environment.ts', 'docs/api/openapi.json']
  expect(kept.filter(isIgnored)).toEqual([])
  rmSync(folder, { recursive: true })
})
