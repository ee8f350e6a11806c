import { type Answers, type AnswersInput, answersSchema } from './answers.js'
import { nearestName } from '../kernel/nearest.js'
import { type Problem, UserError } from '../kernel/problem.js'

/** Answers from a file count less than flags. */
export interface AnswerSources {
  readonly flags: AnswersInput
  /** Parsed, not yet checked; null without a file. */
  readonly file: { readonly name: string; readonly content: unknown } | null
}

/** Throws a UserError with everything that is wrong or impossible together. */
export function completeAnswers({ flags, file }: AnswerSources): Answers {
  const fromFile = isObject(file?.content) ? file.content : {}
  const problems = file === null || isObject(file.content) ? [] : [problemOf(file.name, 'holds no object')]
  const parsed = answersSchema.safeParse({ ...fromFile, ...flags })
  if (parsed.success) problems.push(...impossible(parsed.data))
  else
    for (const issue of parsed.error.issues)
      problems.push(describeIssue(issue, { fromFlag: name => name in flags, file: file?.name ?? null }))
  if (problems.length > 0) throw new UserError(problems)
  return parsed.data as Answers
}

interface Origin {
  readonly fromFlag: (name: string) => boolean
  readonly file: string | null
}

type Issue = NonNullable<ReturnType<typeof answersSchema.safeParse>['error']>['issues'][number]

function describeIssue(issue: Issue, { fromFlag, file }: Origin): Problem {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const nearest = nearestName(key, Object.keys(answersSchema.shape))
    return problemOf(
      file ?? 'The answers',
      `has an answer "${key}" that nobody asked for`,
      nearest === null ? undefined : `Did you mean "${nearest}"?`,
    )
  }
  const name = String(issue.path[0] ?? '')
  const where = fromFlag(name) || file === null ? `--${name}` : `"${name}" in ${file}`
  return problemOf(where, /^"/.test(issue.message) ? `: ${issue.message}` : `is wrong: ${issue.message}`)
}

function impossible({ example, modules }: Answers): readonly Problem[] {
  if (example === undefined || modules.length === 0) return []
  return [
    problemOf(
      '--example',
      'brings its own modules, and --modules names others',
      'Take one of the two; banyan add module adds to an example later.',
    ),
  ]
}

function problemOf(subject: string, what: string, hint = 'See: banyan new --help'): Problem {
  return { code: 'usage', message: `${subject}${what.startsWith(':') ? '' : ' '}${what}.`, hint, place: null }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
