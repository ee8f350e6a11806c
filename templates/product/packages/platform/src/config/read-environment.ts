import { readFileSync } from 'node:fs'
import type { core, output, ZodObject } from 'zod'
import { coerceText, findField } from '../schema/index.js'
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js'

export type Environment = Readonly<Record<string, string | undefined>>

interface Found {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly ConfigurationProblem[]
}

/**
 * The configuration that the schema describes, by the names of its variables. `X_FILE` names a file that holds X, for
 * secrets; an empty variable counts as absent. Throws a `ConfigurationError` with all problems.
 */
export function readEnvironment<Schema extends ZodObject>(
  schema: Schema,
  env: Environment = process.env,
): output<Schema> {
  const { values, problems } = gather(schema, env)
  const known = new Set(problems.map(({ variable }) => variable.replace(/_FILE$/, '')))
  const result = schema.safeParse(values)
  const invalid = (result.error?.issues ?? [])
    .map(issue => describeIssue(schema, issue, values))
    .filter(({ variable }) => !known.has(variable))
  if (problems.length + invalid.length > 0) throw new ConfigurationError([...problems, ...invalid])
  return result.data as output<Schema>
}

function gather(schema: ZodObject, env: Environment): Found {
  const values: Record<string, unknown> = {}
  const problems: ConfigurationProblem[] = []
  for (const [variable, field] of Object.entries(schema.shape)) {
    const text = readVariable(variable, env)
    if (typeof text === 'string') values[variable] = coerceText(field as never, text)
    else if (text !== null) problems.push(text)
  }
  return { values, problems }
}

/** Null where it is not set. */
function readVariable(variable: string, env: Environment): string | ConfigurationProblem | null {
  const text = env[variable] || null
  const file = env[`${variable}_FILE`] || null
  if (file === null) return text
  if (text !== null)
    return { variable, problem: `${variable} and ${variable}_FILE are both set`, wayOut: 'Keep one of them' }
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const problem = `the file ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`
    return {
      variable: `${variable}_FILE`,
      problem,
      wayOut: `Point it to a file that this process may read, or set ${variable}`,
    }
  }
}

function describeIssue(
  schema: ZodObject,
  { path, message }: core.$ZodIssue,
  values: object,
): ConfigurationProblem {
  const variable = String(path[0] ?? 'environment')
  const missing = !(variable in values)
  const description = findField(schema, variable)?.description
  const meaning = description === undefined ? '' : ` (${description})`
  return {
    variable,
    problem: missing ? 'is not set' : message,
    wayOut: `Set ${variable}${meaning}, or ${variable}_FILE to a file that holds it`,
  }
}
