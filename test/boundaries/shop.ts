import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type CheckRequest, check, rules } from '../../src/boundaries/index.js'
import { loadConfig } from '../../src/kernel/config/load-config.js'
import { writeFiles } from './sketch.js'

/** A small shop: orders may use billing, billing uses nobody. */
const shopFiles = {
  'package.json': { name: 'shop', type: 'module' },
  'src/orders/index.ts': `import { charge } from '../billing/index.js'\nexport const place = () => charge()\n`,
  'src/billing/index.ts': `export { charge } from './charge.js'\n`,
  'src/billing/charge.ts': `export const charge = () => 1\n`,
}

export const shopModules = {
  orders: { path: 'src/orders', dependsOn: ['billing'] },
  billing: { path: 'src/billing' },
}

export interface Shop {
  readonly root: string
  readonly write: (files: Readonly<Record<string, unknown>>) => void
  readonly configure: (config: Readonly<Record<string, unknown>>) => void
  readonly git: (...args: readonly string[]) => string
  readonly commit: () => void
  readonly load: () => ReturnType<typeof loadConfig>
  readonly check: (more?: Partial<CheckRequest>) => ReturnType<typeof check>
  readonly remove: () => void
}

const ruleOptions = Object.fromEntries(Object.values(rules).map(rule => [rule.name, rule.options]))

/** The shop in a temporary folder, with git. */
export function openShop(): Shop {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'shop-')))
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@localhost', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const write: Shop['write'] = files => writeFiles(root, files)
  const configure: Shop['configure'] = config => write({ 'banyan.config.json': config })
  const load = () => loadConfig({ root, file: null, ruleOptions })
  git('init', '-q', '-b', 'main')
  write(shopFiles)
  configure({ modules: shopModules })
  return {
    root,
    write,
    configure,
    git,
    commit: () => {
      git('add', '-A')
      git('commit', '-q', '-m', 'change')
    },
    load,
    check: async (more = {}) =>
      check({
        root,
        config: await load(),
        cacheFolder: null,
        since: null,
        strict: false,
        today: '2026-11-23',
        ...more,
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
