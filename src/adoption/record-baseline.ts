import { baselineFolder, type CheckResult, check, inspect, planAccept } from '../boundaries/index.js'
import { type Facts, overlayTree, type SourceTree } from '../facts/index.js'
import type { Config } from '../kernel/config.js'
import type { Change } from '../kernel/plan.js'

/** A repository with the config that it is going to have. */
export interface RecordRequest {
  readonly tree: SourceTree
  readonly facts: Facts
  readonly config: Config
  /** ISO date. */
  readonly today: string
}

/** Every violation of today, as files. */
export interface RecordedBaseline {
  readonly changes: readonly Change[]
  /** What `check` says with them in place. */
  readonly result: CheckResult
}

/**
 * Records all violations under a config, then checks the repository, in memory, with what was recorded. Throws when
 * that is not green: then `init` has a bug and must not write.
 */
export async function recordBaseline({
  tree,
  facts,
  config,
  today,
}: RecordRequest): Promise<RecordedBaseline> {
  const bare = withoutBaseline(tree)
  const shared = { root: tree.root, config, cacheFolder: null, since: null, today }
  const found = await inspect({ ...shared, source: { tree: bare, facts } })
  const { changes } = planAccept({ ...found, reason: 'recorded by banyan init', today })
  const contents = changes.flatMap(change =>
    change.kind === 'delete' ? [] : [[change.path, change.content]],
  )
  const recorded = overlayTree(bare, Object.fromEntries(contents))
  const { result } = await check({ ...shared, strict: true, source: { tree: recorded, facts } })
  assertGreen(result)
  return { changes, result }
}

/** The tree as if nothing had ever been recorded. */
function withoutBaseline(tree: SourceTree): SourceTree {
  const isRecord = (path: string): boolean => path.startsWith(`${baselineFolder}/`)
  return {
    ...tree,
    paths: tree.paths.filter(path => !isRecord(path)),
    exists: path => !isRecord(path) && tree.exists(path),
  }
}

function assertGreen({ verdict, problems, findings, stale }: CheckResult): void {
  const reasons = [
    ...problems.map(({ code, message }) => `${code}: ${message}`),
    ...findings.flatMap(({ status, rule, message }) => (status === 'known' ? [] : [`${rule}: ${message}`])),
    ...stale.map(({ rule, from, to }) => `stale: ${rule} from ${from} to ${to}`),
  ]
  if (verdict === 'pass' && reasons.length === 0) return
  const shown = reasons.slice(0, 10).join('\n  ')
  throw new Error(
    `init made a config under which check is not green, for ${reasons.length} reasons:\n  ${shown}`,
  )
}
