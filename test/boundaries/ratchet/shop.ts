import {
  deriveEntry,
  matchBaseline,
  type MatchRequest,
  readBaseline,
} from '../../../src/boundaries/ratchet/index.js'
import { openWorkingTree } from '../../../src/facts/index.js'
import type { BaselineEntry, Violation } from '../../../src/kernel/finding.js'
import type { Plan } from '../../../src/kernel/plan.js'
import { type GitRepository, makeRepository } from '../../facts/git/git-repository.js'

export const today = '2026-06-15'

/** `users/a.ts` belongs to `users`; files without a folder to no module. */
export function moduleOf(file: string): { readonly name: string } | null {
  const end = file.indexOf('/')
  return end === -1 || file.startsWith('.') ? null : { name: file.slice(0, end) }
}

/** `users/a.ts` breaks a rule towards `billing` with the symbol `charge`. */
export function makeViolation(
  file: string,
  symbol: string | null = 'charge',
  more: Partial<Violation> = {},
): Violation {
  return {
    rule: 'private-import',
    from: { module: moduleOf(file)?.name ?? null, file, line: 3, column: 1, symbol },
    to: { module: 'billing', file: 'billing/charge.ts' },
    message: `${file} imports ${symbol}`,
    ...more,
  }
}

export function makeEntry(
  file: string,
  symbol: string | null = 'charge',
  more: Partial<BaselineEntry> = {},
): BaselineEntry {
  return { ...deriveEntry(makeViolation(file, symbol)), reason: 'from before', ...more }
}

/** Matches as if exactly the files of the violations and `files` existed. */
export function match(
  violations: readonly Violation[],
  entries: readonly BaselineEntry[],
  more: Partial<MatchRequest> & { readonly files?: readonly string[] } = {},
) {
  const paths = [
    ...violations.map(violation => violation.from.file),
    'billing/charge.ts',
    ...(more.files ?? []),
  ]
  const { statuses, ...result } = matchBaseline({
    violations,
    entries,
    paths,
    renames: new Map(),
    moduleOf,
    today,
    ...more,
  })
  return { ...result, statuses, known: violations.map(violation => statuses.get(violation) === 'known') }
}

/** A project whose baseline lives in a real repository. */
export interface Shop extends GitRepository {
  readonly baseline: () => ReturnType<typeof readBaseline>
  readonly paths: () => readonly string[]
  readonly match: (violations: readonly Violation[]) => ReturnType<typeof matchBaseline>
  readonly apply: (plan: Plan) => readonly string[]
}

export function makeShop(files: Readonly<Record<string, string>> = {}): Shop {
  const repository = makeRepository({ 'README.md': 'shop', ...files })
  const open = () => openWorkingTree(repository.root)
  return {
    ...repository,
    baseline: () => readBaseline(open()),
    paths: () => open().paths,
    match: violations => {
      const paths = [...open().paths, ...violations.map(violation => violation.from.file)]
      const { entries } = readBaseline(open())
      return matchBaseline({ violations, entries, paths, renames: new Map(), moduleOf, today })
    },
    apply: ({ changes }) => {
      for (const change of changes) {
        if (change.kind === 'delete') repository.remove(change.path)
        else repository.write({ [change.path]: change.content })
      }
      return changes.map(change => `${change.kind} ${change.path}`)
    },
  }
}
