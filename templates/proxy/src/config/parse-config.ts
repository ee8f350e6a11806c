import { checkAddresses } from './check-addresses.js'
import { checkRouteIds, checkShares } from './check-routes.js'
import { checkState } from './check-state.js'
import { checkUpstreams } from './check-upstreams.js'
import type { PlacedComplaint } from './complaint.js'
import { completeConfig } from './complete-config.js'
import { describeIssue } from './describe-issue.js'
import { findUnreachable } from './find-unreachable.js'
import type { ConfigProblem, StranglerConfig } from './model.js'
import { type ConfigText, readConfigText } from './read-config-text.js'
import { configSchema } from './schema.js'
import { type SoundConfig, takeSound } from './sound-config.js'

export type ParsedConfig =
  | { readonly kind: 'config'; readonly config: StranglerConfig }
  /** In the order of the text. */
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

type ReadText = Extract<ConfigText, { kind: 'read' }>

/** Each looks at what the schema has let pass, and must put up with gaps. */
const checks: readonly ((config: SoundConfig) => readonly PlacedComplaint[])[] = [
  checkAddresses,
  checkUpstreams,
  checkRouteIds,
  checkShares,
  checkState,
  findUnreachable,
]

/**
 * Reads `strangler.config.json`. All that is wrong comes at once, except that nothing is said about the meaning of a
 * text that is not JSON. Never throws, whatever the text.
 */
export function parseConfig(text: string): ParsedConfig {
  const read = readConfigText(text)
  if (read.kind === 'broken') return { kind: 'problems', problems: read.problems }
  const parsed = configSchema.safeParse(read.value, { reportInput: true })
  const issues = parsed.success ? [] : parsed.error.issues.flatMap(issue => describeIssue(issue))
  const broken = issues.map(issue => issue.broken).filter(path => path !== null)
  const sound = takeSound(read.value, broken)
  const complaints = [...issues, ...checks.flatMap(check => check(sound))]
  const problems = [...read.problems, ...complaints.map(complaint => placeComplaint(complaint, read))]
  if (parsed.success && problems.length === 0) return { kind: 'config', config: completeConfig(parsed.data) }
  problems.sort((left, right) => left.line - right.line || left.column - right.column)
  return { kind: 'problems', problems }
}

function placeComplaint({ path, at, message, hint }: PlacedComplaint, text: ReadText): ConfigProblem {
  return { message, hint, path, ...text.place(path, at) }
}
