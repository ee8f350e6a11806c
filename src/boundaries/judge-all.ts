import { type Case, type Judgement, judge } from './judge.js'
import { judgeOwn, type OwnRules } from './own-rules.js'
import { compareViolations } from './violations.js'

/** Built-in and own rules on one graph; violations in order of file, line, column, rule, target and symbol. */
export async function judgeAll(request: Case, ownRules: OwnRules): Promise<Judgement> {
  const builtIn = judge(request)
  const own = await judgeOwn(ownRules, request)
  return {
    violations: [...builtIn.violations, ...own.violations].sort(compareViolations),
    problems: [...builtIn.problems, ...own.problems],
  }
}
