import type { RuleContext } from './rule.js'
import { parseSelector, type Selector, type SelectorScope } from './selector.js'

/** One entry of `paths` as the config has it. */
export interface ForbiddenEntry {
  readonly from: string | readonly string[]
  readonly to: string | readonly string[]
  readonly except?: string | readonly string[]
  readonly reason: string
  readonly depth?: number
}

/** An entry with its selectors read. */
export interface ParsedEntry {
  readonly entry: ForbiddenEntry
  readonly from: readonly Selector[]
  readonly to: readonly Selector[]
  readonly except: readonly Selector[]
}

export function listEntries(
  { options }: Pick<RuleContext, 'options'>,
  scope: SelectorScope,
): readonly ParsedEntry[] {
  const entries = (options.paths as readonly ForbiddenEntry[] | undefined) ?? []
  const parse = (selectors: string | readonly string[]) =>
    [selectors].flat().map(text => parseSelector(text, scope))
  return entries.map(entry => ({
    entry,
    from: parse(entry.from),
    to: parse(entry.to),
    except: parse(entry.except ?? []),
  }))
}

/** Whether a file is among those that must not reach what is forbidden; what is forbidden itself may reach itself. */
export function isJudged({ from, to, except }: ParsedEntry, file: string): boolean {
  const isMeant = (selectors: readonly Selector[]) => selectors.some(({ matchesFile }) => matchesFile(file))
  return isMeant(from) && !isMeant(to) && !isMeant(except)
}

/** Whether a file must not be reached. */
export function isForbidden({ to, except }: ParsedEntry, file: string): boolean {
  return (
    to.some(({ matchesFile }) => matchesFile(file)) && !except.some(({ matchesFile }) => matchesFile(file))
  )
}
