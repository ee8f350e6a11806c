import { readGraph } from '../../src/api/read-graph.js'
import { openProject } from '../../src/api/open-project.js'
import { listActiveRules } from '../../src/api/active-rules.js'
import type { SelfTestResult } from '../../src/boundaries/self-test-result.js'
import type { CheckResult } from '../../src/index.js'
import { runBanyan } from '../support/run-banyan.js'
import { plants } from './adoption/plants.js'
import { type PlantOutcome, tryPlant } from './adoption/try-plant.js'
import { adopt } from './checkout/adopt.js'
import { type Copy, copyCheckout } from './checkout/copy-checkout.js'
import { renderTable } from './table.js'

/** `adopt <checkout>…`: init, check, one violation per rule by hand, self-test; fails when any of it does not hold. */
export async function adoptAll(checkouts: readonly string[]): Promise<void> {
  for (const checkout of checkouts) {
    const copy = copyCheckout(checkout)
    try {
      await adoptOne(copy)
    } finally {
      copy.remove()
    }
  }
}

async function adoptOne({ name, root }: Copy): Promise<void> {
  const initMs = await time(() => adopt(root))
  const checked = await runBanyan(['check', '--json'], { cwd: root })
  const result = JSON.parse(checked.stdout) as CheckResult
  const project = await openProject({ root })
  const { graph } = await readGraph({ ...project })
  const offered = project.config.rules.get('private-import')?.options.offered
  const isSettled = (module: string) =>
    !Array.isArray(offered) || !offered.some(name => name === module || name === '*')
  const outcomes = new Map<string, PlantOutcome | string>()
  for (const { rule } of listActiveRules(project.config)) {
    const find = plants[rule as keyof typeof plants]
    const plant = find?.(graph, isSettled) ?? null
    outcomes.set(
      rule,
      plant === null
        ? find === undefined
          ? 'not planted: nothing in the code to plant'
          : 'no place for it here'
        : await tryPlant(root, { rule: rule as keyof typeof plants, ...plant }),
    )
  }
  const selfTest = await runBanyan(['check', '--self-test', '--json'], { cwd: root })
  const { shown, silent, problems } = JSON.parse(selfTest.stdout) as SelfTestResult
  console.log(
    [
      renderTable([
        [
          'repo',
          'files',
          'modules',
          'edges',
          'baseline',
          'waived',
          'init s',
          'check',
          'check ms',
          'self-test',
        ],
        [
          name,
          result.files,
          result.modules,
          result.edges,
          countByRule(result),
          result.summary.waived,
          (initMs / 1000).toFixed(1),
          `exit ${checked.code}`,
          result.durationMs,
          `exit ${selfTest.code}, ${shown.length} shown, ${silent.length} silent`,
        ],
      ]),
      renderTable([
        ['rule', 'planted at', 'check'],
        ...[...outcomes].map(([rule, outcome]) => describe(rule, outcome)),
      ]),
      ...problems.map(({ code, message }) => `- self-test, ${code}: ${message}`),
    ].join('\n\n'),
  )
  const failed = [...outcomes.values()].some(outcome => typeof outcome !== 'string' && !outcome.found)
  if (checked.code !== 0 || selfTest.code !== 0 || failed) process.exitCode = 1
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function countByRule({ findings }: CheckResult): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  return rules.map(rule => `${findings.filter(one => one.rule === rule).length} ${rule}`).join(', ') || 'none'
}

function describe(rule: string, outcome: PlantOutcome | string): string[] {
  if (typeof outcome === 'string') return [rule, '–', outcome]
  const { found, code, expected, told } = outcome
  const also = told.filter(one => one !== expected).map(one => one.split(' ')[0])
  if (!found) return [rule, expected, `exit ${code}: NOT as expected: ${told.join('; ') || 'nothing told'}`]
  return [
    rule,
    expected,
    `exit ${code}, at that line${also.length === 0 ? '' : ` (also ${also.join(', ')})`}`,
  ]
}
