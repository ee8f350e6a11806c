import type { ExplanationFormat } from './choices.js'
import type { Candidate, RouteCondition, RouteExplanation } from '../../templates/proxy/src/index.js'

export function renderRouteExplanation(explanation: RouteExplanation, format: ExplanationFormat): string {
  return format === 'json' ? `${JSON.stringify(toJson(explanation), null, 2)}\n` : renderText(explanation)
}

function toJson({ candidates, winner }: RouteExplanation) {
  return {
    schemaVersion: 1,
    route: winner?.route.id ?? null,
    side: winner?.decision.side ?? 'legacy',
    upstream: winner?.decision.upstream ?? null,
    reason: winner?.decision.reason ?? 'no route',
    key: winner === null ? null : { value: winner.key, from: winner.keyFrom },
    bucket: winner?.bucket ?? null,
    candidates: candidates.map(candidate => ({
      route: candidate.route.id,
      verdict: candidate.verdict,
      failed: candidate.verdict === 'fails' ? candidate.failed : [],
    })),
  }
}

function renderText({ candidates, winner }: RouteExplanation): string {
  const lines = candidates.map(
    candidate => `  ${marks[candidate.verdict]} ${candidate.route.id}  ${describe(candidate)}`,
  )
  if (winner === null) {
    return `${['No route matches: the fallback answers.', ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')}\n`
  }
  const { route, decision, key, keyFrom, bucket } = winner
  const from = 'name' in keyFrom ? `${keyFrom.by} ${keyFrom.name}` : keyFrom.by
  return `${[
    `${route.id} → ${decision.upstream} (${decision.side})`,
    `  because of ${describeReason(winner)}`,
    `  key "${key}" of the ${from}, bucket ${bucket} of 10000`,
    '',
    'Routes whose path matches, in order of precedence:',
    ...lines,
  ].join('\n')}\n`
}

const marks = { wins: '✓', fails: '✗', outranked: '·' } as const

function describeReason({ route, decision, bucket }: NonNullable<RouteExplanation['winner']>): string {
  switch (decision.reason) {
    case 'share':
      return `its share of ${route.share} %: bucket ${bucket} is ${bucket < route.share * 100 ? 'within' : 'beyond'} it`
    case 'override':
      return 'the side that the request itself asks for'
    default:
      return `its ${decision.reason === 'mode' ? `mode "${route.mode}"` : decision.reason}`
  }
}

function describe(candidate: Candidate): string {
  if (candidate.verdict === 'wins') return 'wins'
  if (candidate.verdict === 'outranked') return 'matches too, but comes later'
  return `does not match: ${candidate.failed.map(describeCondition).join(', ')}`
}

function describeCondition(condition: RouteCondition): string {
  if (condition.kind === 'method') return `the method is not ${condition.wanted.join(' or ')}`
  if (condition.kind === 'host') return `the host is not ${condition.wanted}`
  const value = condition.wanted === null ? 'is missing' : `is not "${condition.wanted}"`
  return `the ${condition.kind} ${condition.name} ${value}`
}
