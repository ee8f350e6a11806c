import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runBanyan } from '../support/run-banyan.js'
import { commitAll, type ProjectFiles, temporaryProject, writeProject } from '../support/temporary-project.js'
import { cleanShop, shopFiles } from './shop.js'

interface Row {
  readonly name: string
  readonly files: ProjectFiles
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly code: number
  /** Texts of stdout; an empty list means that it is empty. */
  readonly tells: readonly string[]
  /** Texts of stderr; an empty list means that it is empty. */
  readonly notes: readonly string[]
}

const { 'banyan.config.json': _, ...bare } = shopFiles
const stale: ProjectFiles = {
  ...cleanShop,
  '.banyan/baseline/orders.json': `{ "schemaVersion": 1, "module": "orders", "entries": [
  { "rule": "private-import", "from": "src/orders/index.ts", "to": "billing", "symbol": "Money", "reason": "old" }
] }
`,
}

const rows: readonly Row[] = [
  {
    name: 'check of a clean project',
    files: cleanShop,
    args: ['check'],
    code: 0,
    tells: ['3 modules', 'PASSED'],
    notes: [],
  },
  {
    name: 'check of a broken project',
    files: shopFiles,
    args: ['check'],
    code: 1,
    tells: ['orders → billing', 'src/orders/index.ts:2:1', 'private-import', 'FAILED'],
    notes: [],
  },
  {
    name: 'check without a config',
    files: bare,
    args: ['check'],
    code: 2,
    tells: [],
    notes: ['No configuration', 'banyan init'],
  },
  {
    name: 'check of a file that does not parse',
    files: { ...cleanShop, 'src/users/broken.ts': 'export const = 1\n' },
    args: ['check'],
    code: 2,
    tells: ['src/users/broken.ts:1'],
    notes: [],
  },
  {
    name: 'check with two broken settings, told at once with their places',
    files: { ...cleanShop, 'banyan.config.json': '{ "modules": { "users": { "path": 1 } }, "layerz": [] }' },
    args: ['check'],
    code: 2,
    tells: [],
    notes: ['banyan.config.json:1:', 'layerz', 'Did you mean', 'path'],
  },
  {
    name: 'check that shows one rule only',
    files: shopFiles,
    args: ['check', '--rule', 'private-import'],
    code: 1,
    tells: ['private-import'],
    notes: ['Shown: 1 of 2 findings.', 'Everything was checked'],
  },
  {
    name: 'check that shows an unknown rule',
    files: shopFiles,
    args: ['check', '--rule', 'private-imports'],
    code: 2,
    tells: [],
    notes: ['There is no rule private-imports.', 'Did you mean private-import?'],
  },
  {
    name: 'check that shows an unknown module',
    files: shopFiles,
    args: ['check', '--module', 'bililng'],
    code: 2,
    tells: [],
    notes: ['There is no module bililng.', 'Did you mean billing?'],
  },
  {
    name: 'check of a stale baseline at home',
    files: stale,
    args: ['check'],
    code: 0,
    tells: ['stale'],
    notes: [],
  },
  {
    name: 'check of a stale baseline in CI',
    files: stale,
    args: ['check'],
    env: { CI: 'true' },
    code: 1,
    tells: ['stale'],
    notes: [],
  },
  {
    name: 'check of a stale baseline in CI that is to be lenient',
    files: stale,
    args: ['check', '--no-strict'],
    env: { CI: 'true' },
    code: 0,
    tells: ['stale'],
    notes: [],
  },
  {
    name: 'check with --strict',
    files: stale,
    args: ['check', '--strict'],
    code: 1,
    tells: ['stale'],
    notes: [],
  },
  {
    name: 'check --since outside git',
    files: shopFiles,
    args: ['check', '--since', 'main'],
    code: 2,
    tells: [],
    notes: ['Not a git repository'],
  },
  {
    name: 'check --self-test',
    files: cleanShop,
    args: ['check', '--self-test'],
    code: 0,
    tells: ['private-import: fires', 'planted violations were found'],
    notes: [],
  },
  {
    name: 'check --self-test in a format that it has not',
    files: cleanShop,
    args: ['check', '--self-test', '--format', 'sarif'],
    code: 2,
    tells: [],
    notes: ['--self-test has no format sarif.'],
  },
  {
    name: 'graph of modules',
    files: shopFiles,
    args: ['graph'],
    code: 0,
    tells: ['flowchart', 'billing'],
    notes: [],
  },
  {
    name: 'graph of modules without a config',
    files: bare,
    args: ['graph'],
    code: 2,
    tells: [],
    notes: ['No configuration'],
  },
  {
    name: 'graph of files without a config',
    files: bare,
    args: ['graph', '--level', 'file', '--json'],
    code: 0,
    tells: ['"src/orders/index.ts"', '"@shop/billing"'],
    notes: [],
  },
  {
    name: 'graph with an import that leads nowhere',
    files: { ...shopFiles, 'src/users/login.ts': "import './gone.js'\n" },
    args: ['graph'],
    code: 0,
    tells: ['flowchart'],
    notes: ['One problem makes this incomplete'],
  },
  {
    name: 'graph with an import that leads nowhere and is waived',
    files: {
      ...shopFiles,
      'src/users/login.ts': "import './gone.js'\n",
      'banyan.config.json': `{
        "modules": { "users": { "path": "src/users" } },
        "waive": [{ "path": "src/users/login.ts", "what": "unresolved", "reason": "made by the build" }]
      }`,
    },
    args: ['graph'],
    code: 0,
    tells: ['users'],
    notes: [],
  },
  {
    name: 'graph around something unknown',
    files: shopFiles,
    args: ['graph', '--focus', 'ordres'],
    code: 2,
    tells: [],
    notes: ['Did you mean orders?'],
  },
  {
    name: 'graph of a folder without source',
    files: {},
    args: ['graph', '--level', 'file'],
    code: 2,
    tells: [],
    notes: ['No source files'],
  },
  {
    name: 'explain of two modules',
    files: shopFiles,
    args: ['explain', 'users', 'billing'],
    code: 0,
    tells: [
      'users depends on billing: 1 import, declared.',
      'pay  from src/billing/invoice.ts',
      'src/users/login.ts:1:1',
    ],
    notes: [],
  },
  {
    name: 'explain of an import',
    files: shopFiles,
    args: ['explain', 'src/users/login.ts', '@shop/billing'],
    code: 0,
    tells: ['is src/billing/index.ts.', 'tsconfig.json', 'users → billing'],
    notes: [],
  },
  {
    name: 'explain of a path',
    files: shopFiles,
    args: ['explain', 'src/users/index.ts', 'billing'],
    code: 0,
    tells: ['src/users/index.ts reaches billing in 2 imports:'],
    notes: [],
  },
  {
    name: 'explain of a rule',
    files: shopFiles,
    args: ['explain', 'private-import'],
    code: 0,
    tells: ['docs/rules/private-import.md'],
    notes: [],
  },
  {
    name: 'explain of nothing that exists',
    files: shopFiles,
    args: ['explain', 'bililng'],
    code: 2,
    tells: [],
    notes: ['There is no module, rule or file bililng.', 'Did you mean billing?'],
  },
  {
    name: 'baseline accept that is only tried',
    files: shopFiles,
    args: ['baseline', 'accept', '--reason', 'old', '--dry-run'],
    code: 0,
    tells: ['Accept 2 violations.', 'Would create .banyan/baseline/orders.json'],
    notes: [],
  },
  {
    name: 'baseline accept of an unknown module',
    files: shopFiles,
    args: ['baseline', 'accept', '--reason', 'old', '--module', 'ordres'],
    code: 2,
    tells: [],
    notes: ['There is no module ordres.', 'Did you mean orders?'],
  },
  {
    name: 'baseline shrink of a project that cannot be trusted',
    files: { ...stale, 'src/users/broken.ts': 'export const = 1\n' },
    args: ['baseline', 'shrink'],
    code: 2,
    tells: [],
    notes: ['src/users/broken.ts'],
  },
  {
    name: 'baseline shrink',
    files: stale,
    args: ['baseline', 'shrink'],
    code: 0,
    tells: ['Deleted .banyan/baseline/orders.json'],
    notes: [],
  },
  {
    name: 'init over a config',
    files: shopFiles,
    args: ['init'],
    code: 2,
    tells: [],
    notes: ['A configuration exists already', '--force'],
  },
  {
    name: 'init with a module that was not found',
    files: bare,
    args: ['init', '--module', 'bililng'],
    code: 2,
    tells: [],
    notes: ['No module bililng was found.', 'Did you mean billing?'],
  },
  {
    name: 'init that is only tried',
    files: bare,
    args: ['init', '--dry-run'],
    code: 0,
    tells: ['Found 3 modules', 'Would create banyan.config.json'],
    notes: [],
  },
]

describe('the command line', () => {
  it.each(rows)('$name', async ({ files, args, env, code, tells, notes }) => {
    const root = temporaryProject(files)
    const { stdout, stderr, code: ended } = await runBanyan(args, { cwd: root, env })
    const [told, noted] = [stdout, stderr].map(text => text.replace(/\s+/g, ' ')) as [string, string]
    expect({ code: ended, told, noted }).toMatchObject({ code })
    for (const text of tells) expect(stdout.includes(text) ? text : told).toContain(text)
    for (const text of notes) expect(noted).toContain(text)
    if (tells.length === 0) expect(stdout).toBe('')
    if (notes.length === 0) expect(stderr).toBe('')
  })

  it('takes the folder of --root, whatever the current one is', async () => {
    const root = temporaryProject(cleanShop)
    const { stdout, code } = await runBanyan(['check', '--json', '--root', root])
    expect(JSON.parse(stdout)).toMatchObject({ root, verdict: 'pass' })
    expect(code).toBe(0)
  })
})

describe('init', () => {
  it('leaves a project whose check is green until something new breaks a rule', async () => {
    const root = temporaryProject(bare)
    commitAll(root)
    const adopted = await runBanyan(['init', '--yes'], { cwd: root })
    expect(adopted).toMatchObject({ code: 0, stderr: '' })
    expect(adopted.stdout).toContain('banyan check is green')
    expect(await runBanyan(['check'], { cwd: root, env: { CI: 'true' } })).toMatchObject({ code: 0 })

    writeProject(root, {
      'src/billing/index.ts': "export { pay } from './invoice.js'\nimport '../orders/index.js'\n",
    })
    const broken = await runBanyan(['check'], { cwd: root })
    expect(broken.stdout).toContain('src/billing/index.ts:2:1')
    expect(broken.code).toBe(1)
  })

  it('writes nothing when it is only tried', async () => {
    const root = temporaryProject(bare)
    const { stdout } = await runBanyan(['init', '--dry-run', '--json', '--no-cache'], { cwd: root })
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, dryRun: true, applied: null })
    expect(readdirSync(root).sort()).toEqual(
      Object.keys(bare)
        .map(file => file.split('/')[0])
        .filter(unique)
        .sort(),
    )
  })
})

describe('results in files', () => {
  it('are written beside the one on the screen, in folders that did not exist', async () => {
    const root = temporaryProject(shopFiles)
    const reports = ['--report', 'sarif=out/a/banyan.sarif', '--report', 'junit=out/banyan.xml']
    const { stdout, stderr, code } = await runBanyan(['check', ...reports], { cwd: root })
    expect(stdout).toContain('FAILED')
    expect(stderr).toBe('Wrote out/a/banyan.sarif (sarif).\nWrote out/banyan.xml (junit).\n')
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(path.join(root, 'out/a/banyan.sarif'), 'utf8')).version).toBe('2.1.0')
    expect(readFileSync(path.join(root, 'out/banyan.xml'), 'utf8')).toContain('<testsuite')
    expect(readdirSync(path.join(root, 'out')).sort()).toEqual(['a', 'banyan.xml'])
  })

  it('replace the one on the screen with --output', async () => {
    const root = temporaryProject(cleanShop)
    const { stdout, stderr } = await runBanyan(['check', '--json', '-o', 'result.json', '--quiet'], {
      cwd: root,
    })
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' })
    expect(JSON.parse(readFileSync(path.join(root, 'result.json'), 'utf8')).verdict).toBe('pass')
  })

  it('replace what an earlier run left, also when the check cannot start', async () => {
    const root = temporaryProject({ ...bare, 'banyan.json': '{ "verdict": "pass" }' })
    const { stderr, code } = await runBanyan(['check', '--report', 'json=banyan.json'], { cwd: root })
    expect(JSON.parse(readFileSync(path.join(root, 'banyan.json'), 'utf8')).verdict).toBe('untrusted')
    expect(stderr).toContain('No configuration')
    expect(code).toBe(2)
  })

  it('are one JSON document on stdout, whatever happens', async () => {
    const root = temporaryProject(bare)
    const { stdout } = await runBanyan(['check', '--json'], { cwd: root })
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'untrusted', problems: [{ code: 'config-missing' }] })
  })
})

describe('in GitHub Actions', () => {
  const env = { CI: 'true', GITHUB_ACTIONS: 'true' }

  it('text comes with annotations and the summary of the step', async () => {
    const root = temporaryProject({ ...shopFiles, 'summary.md': '# Before\n' })
    const summary = path.join(root, 'summary.md')
    const { stdout } = await runBanyan(['check'], {
      cwd: root,
      env: { ...env, GITHUB_STEP_SUMMARY: summary },
    })
    expect(stdout).toContain('FAILED')
    expect(stdout).toMatch(/^::error file=src\/orders\/index\.ts,line=2/m)
    expect(readFileSync(summary, 'utf8')).toMatch(/^# Before\n[\s\S]*private-import/)
  })

  it('a format that was asked for comes alone', async () => {
    const { stdout } = await runBanyan(['check', '--json'], { cwd: temporaryProject(shopFiles), env })
    expect(JSON.parse(stdout).verdict).toBe('fail')
  })

  it('a check that cannot start is an annotation too', async () => {
    const { stdout } = await runBanyan(['check'], { cwd: temporaryProject(bare), env })
    expect(stdout).toMatch(/^::error.*No configuration/m)
  })
})

describe('outside of the project', () => {
  it('nothing is written: not in the home folder, not in the temporary one', async () => {
    const root = temporaryProject(cleanShop)
    const home = temporaryProject({})
    const env = {
      HOME: home,
      USERPROFILE: home,
      LOCALAPPDATA: home,
      XDG_CACHE_HOME: undefined,
      XDG_CONFIG_HOME: undefined,
      XDG_DATA_HOME: undefined,
      TMPDIR: home,
      TEMP: home,
      TMP: home,
    }
    for (const args of [
      ['check'],
      ['graph'],
      ['explain', 'users'],
      ['check', '--bad'],
      ['--help'],
      ['--version'],
    ]) {
      await runBanyan(args, { cwd: root, env })
    }
    expect(readdirSync(home)).toEqual([])
    expect(existsSync(path.join(root, 'node_modules/.cache/banyan'))).toBe(true)
  })

  it('nothing is written in the project either with --no-cache', async () => {
    const root = temporaryProject(cleanShop)
    await runBanyan(['check', '--no-cache'], { cwd: root })
    expect(existsSync(path.join(root, 'node_modules'))).toBe(false)
  })
})

function unique(name: string | undefined, at: number, all: readonly (string | undefined)[]): boolean {
  return all.indexOf(name) === at
}
