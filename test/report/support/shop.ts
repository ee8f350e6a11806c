import type { CheckResult } from '../../../src/boundaries/check-result.js'
import type { Graph, Module } from '../../../src/graph/graph.js'
import type { Dependency } from '../../../src/kernel/dependency.js'
import type { Finding } from '../../../src/kernel/finding.js'

interface ModuleSketch {
  readonly layer?: string
  readonly owner?: string
  readonly path?: string
  readonly files?: readonly string[]
}

/** An import as `from file → to file`, at line 1. */
export function sketchImport(from: string, to: string | null, more: Partial<Dependency> = {}): Dependency {
  return {
    from,
    to,
    definedIn: to,
    specifier: to ?? './missing.js',
    form: 'import',
    kind: 'value',
    line: 1,
    column: 1,
    symbols: ['thing'],
    external: false,
    ...more,
  }
}

/** A graph of modules whose files lie in `modules/<name>` unless they are given. */
export function sketchGraph(
  sketches: Readonly<Record<string, ModuleSketch>>,
  dependencies: readonly Dependency[],
  more: Partial<Graph> = {},
): Graph {
  const modules = new Map(
    Object.entries(sketches)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, sketch]) => [name, sketchModule(name, sketch)]),
  )
  const owners = new Map(
    [...modules.values()].flatMap(module => module.files.map(file => [file, module] as const)),
  )
  const files = new Map(
    [...owners.keys()].sort().map(path => [path, { path, test: false, generated: false, exports: [] }]),
  )
  return {
    root: '/home/ci/shop',
    files,
    modules,
    layers: [],
    dependencies,
    packages: [],
    tables: [],
    moduleOf: file => owners.get(file) ?? null,
    ...more,
  }
}

function sketchModule(name: string, sketch: ModuleSketch): Module {
  const path = sketch.path ?? `modules/${name}`
  return {
    name,
    path,
    files: sketch.files ?? [`${path}/index.ts`],
    publicFiles: new Set(),
    interfaces: [],
    dependsOn: [],
    openTo: null,
    layer: sketch.layer ?? null,
    owner: sketch.owner ?? null,
    tables: [],
    declaredAt: ['modules', name],
  }
}

export const shop = sketchGraph(
  {
    billing: { layer: 'domain', owner: '@shop/money' },
    orders: { layer: 'domain', files: ['modules/orders/index.ts', 'modules/orders/place-order.ts'] },
    users: { layer: 'domain' },
    web: { layer: 'app' },
  },
  [
    sketchImport('modules/billing/index.ts', 'modules/users/index.ts', { kind: 'type', form: 'import-type' }),
    sketchImport('modules/orders/place-order.ts', 'modules/billing/index.ts', {
      line: 2,
      symbols: ['charge'],
    }),
    sketchImport('modules/orders/place-order.ts', 'modules/users/index.ts', { line: 3 }),
    sketchImport('modules/users/index.ts', 'modules/orders/index.ts', { line: 4 }),
    sketchImport('modules/web/index.ts', 'modules/orders/index.ts'),
    sketchImport('modules/web/index.ts', 'fastify', { external: true, specifier: 'fastify', line: 2 }),
  ],
  { layers: ['app', 'domain'] },
)

/** Text of the one file that findings point into. */
export const placeOrder = [
  "import { db } from '@shop/platform'",
  "\timport { charge } from '../billing/inner/charge.js'",
  "import { findUser } from '../users/index.js'",
  '',
].join('\n')

export const sources = (file: string): string | null =>
  file === 'modules/orders/place-order.ts' ? placeOrder : null

export function sketchFinding(more: Partial<Finding> = {}): Finding {
  return {
    rule: 'private-import',
    severity: 'error',
    status: 'new',
    from: { module: 'orders', file: 'modules/orders/place-order.ts', line: 2, column: 2, symbol: 'charge' },
    to: { module: 'billing', file: 'modules/billing/inner/charge.ts' },
    message: 'orders imports charge from an inner file of billing.',
    hint: 'Import charge from modules/billing/index.ts, or let billing export it there.',
    kind: 'value',
    fingerprint: 'a1b2c3d4e5f60718',
    ...more,
  }
}

export const cycle = sketchFinding({
  rule: 'module-cycle',
  severity: 'warn',
  status: 'worse',
  from: { module: 'users', file: 'modules/users/index.ts', line: 4, column: 1, symbol: 'thing' },
  to: { module: 'orders', file: 'modules/orders/index.ts' },
  message: 'users and orders depend on each other.',
  hint: undefined,
  related: [{ file: 'modules/orders/place-order.ts', line: 3, column: 1, message: 'orders uses users' }],
  fingerprint: 'ffeeddccbbaa9988',
})

export const known = sketchFinding({
  rule: 'undeclared-dependency',
  status: 'known',
  from: { module: 'web', file: 'modules/web/index.ts', line: 1, column: 1, symbol: 'thing' },
  to: { module: 'orders', file: 'modules/orders/index.ts' },
  message: 'web uses orders without declaring it.',
  hint: 'Add orders to the dependsOn of web.',
  fingerprint: '0123456789abcdef',
})

/** A result whose counts follow from what is in it. */
export function sketchResult(more: Partial<CheckResult> = {}): CheckResult {
  const { findings = [], stale = [], fixed = [], problems = [] } = more
  const fresh = findings.filter(finding => finding.status !== 'known')
  const errors = fresh.filter(finding => finding.severity === 'error').length
  return {
    schemaVersion: 1,
    root: '/home/ci/shop',
    verdict: problems.length > 0 ? 'untrusted' : errors > 0 ? 'fail' : 'pass',
    modules: 4,
    files: 5,
    edges: 6,
    findings,
    stale,
    fixed,
    problems,
    summary: {
      new: findings.filter(finding => finding.status === 'new').length,
      worse: findings.filter(finding => finding.status === 'worse').length,
      known: findings.filter(finding => finding.status === 'known').length,
      stale: stale.length,
      fixed: fixed.length,
      errors,
      warnings: fresh.length - errors,
      waived: 0,
    },
    comparedWith: { kind: 'baseline' },
    durationMs: 840,
    ...more,
  }
}

export const failing = sketchResult({ findings: [sketchFinding(), cycle, known] })

export const staleEntry = {
  rule: 'private-import',
  module: 'billing',
  from: 'modules/billing/index.ts',
  to: 'users',
  symbol: 'User',
} as const

export const untrusted = sketchResult({
  findings: [sketchFinding()],
  problems: [
    {
      code: 'import-unresolved',
      message: "'./missing.js' leads to no file.",
      place: { file: 'modules/orders/place-order.ts', line: 3, column: 1 },
      hint: 'Create the file, or waive it in the config with a reason.',
    },
    { code: 'no-modules', message: 'The config names no modules.', place: null, hint: 'Run banyan init.' },
  ],
})
