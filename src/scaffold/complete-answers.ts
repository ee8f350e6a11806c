import { type Answers, type AnswersInput, answersSchema } from './answers.js'
import type { Place } from '../kernel/finding.js'
import { nearestName } from '../kernel/nearest.js'
import { type Problem, UserError } from '../kernel/problem.js'

export interface AnswersFile {
  readonly name: string
  /** Not yet checked. */
  readonly content: Readonly<Record<string, unknown>>
  /** Where an answer stands, or its name. */
  readonly locate: (path: readonly (string | number)[], at: 'value' | 'key') => Place
}

/** Answers from a file count less than flags. */
export interface AnswerSources {
  readonly flags: AnswersInput
  /** Null without one. */
  readonly file: AnswersFile | null
}

/** Throws a UserError with everything that is wrong or impossible together. */
export function completeAnswers({ flags, file }: AnswerSources): Answers {
  const parsed = answersSchema.safeParse({ ...file?.content, ...flags })
  const problems = parsed.success
    ? impossible(parsed.data)
    : parsed.error.issues.flatMap(issue => describeIssue(issue, { flags, file }))
  if (problems.length > 0) throw new UserError(problems)
  return parsed.data as Answers
}

type Issue = NonNullable<ReturnType<typeof answersSchema.safeParse>['error']>['issues'][number]

function describeIssue(issue: Issue, { flags, file }: AnswerSources): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => describeUnknown(key, file))
  const path = issue.path.filter(step => typeof step !== 'symbol')
  const name = String(path[0] ?? '')
  const isFromFile = file !== null && !(name in flags)
  const place = isFromFile ? file.locate(path, 'value') : null
  // The name is no flag.
  const where = isFromFile ? `"${name}" in ${file.name}` : name === 'name' ? 'The name' : `--${name}`
  const what = /^"/.test(issue.message) ? `: ${issue.message}` : ` is wrong: ${issue.message}`
  return [problemOf(`${where}${what}`, seeHelp, place)]
}

function describeUnknown(key: string, file: AnswersFile | null): Problem {
  const nearest = nearestName(key, Object.keys(answersSchema.shape))
  return problemOf(
    `${file?.name ?? 'The answers'} has an answer "${key}" that nobody asked for`,
    nearest === null ? seeHelp : `Did you mean "${nearest}"?`,
    file?.locate([key], 'key') ?? null,
  )
}

function impossible({ example, modules }: Answers): readonly Problem[] {
  if (example === undefined || modules.length === 0) return []
  return [
    problemOf('--example brings its own modules, and --modules names others', 'Take one of the two.', null),
  ]
}

const seeHelp = 'See: banyan new --help'

function problemOf(message: string, hint: string, place: Place | null): Problem {
  return { code: 'usage', message: `${message}.`, hint, place }
}
