import { nearestName } from '../kernel/nearest.js'
import { UserError } from '../kernel/problem.js'

interface FlagShape {
  readonly char?: string
  readonly allowNo?: boolean
  readonly options?: readonly string[]
}

interface ArgumentShape {
  readonly name: string
  readonly description?: string
  readonly options?: readonly string[]
}

/** What the argument parser throws, as far as it is looked at here. */
interface ParserError extends Error {
  readonly oclif: unknown
  /** Names with dashes, of flags that the command does not have. */
  readonly flags?: readonly string[]
  /** Values of arguments that the command does not take, or arguments that are missing. */
  readonly args?: readonly (string | ArgumentShape)[]
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, FlagShape>> } }
}

/** A complaint of the argument parser as a UserError that names what was probably meant; null for anything else. */
export function deriveUsageError(error: unknown, command: string): UserError | null {
  if (!isParserError(error)) return null
  const hint = `See ${command} --help.`
  const complaints = describeFlags(error) ?? describeArguments(error) ?? describeChoice(error)
  const problems = (complaints ?? [{ message: describe(error), way: '' }]).map(({ message, way }) => ({
    code: 'usage' as const,
    message,
    place: null,
    hint: `${way} ${hint}`.trim(),
  }))
  return new UserError(problems)
}

function isParserError(error: unknown): error is ParserError {
  return error instanceof Error && 'oclif' in error
}

interface Complaint {
  readonly message: string
  readonly way: string
}

function describeFlags(error: ParserError): Complaint[] | null {
  if (error.constructor.name !== 'NonExistentFlagsError') return null
  const known = Object.entries(error.parse?.input?.flags ?? {}).flatMap(spellings)
  return (error.flags ?? []).map(flag => {
    const nearest = nearestName(flag.split('=')[0] ?? flag, known)
    return { message: `There is no flag ${flag}.`, way: nearest === null ? '' : `Did you mean ${nearest}?` }
  })
}

function spellings([name, flag]: [string, FlagShape]): string[] {
  const negated = flag.allowNo ? [`--no-${name}`] : []
  return [`--${name}`, ...negated, ...(flag.char ? [`-${flag.char}`] : [])]
}

function describeArguments(error: ParserError): Complaint[] | null {
  if (error.constructor.name !== 'RequiredArgsError') return null
  return (error.args ?? []).map(argument => {
    const { name, description = '', options } = typeof argument === 'string' ? { name: argument } : argument
    const way = options === undefined ? description : `Choose from: ${options.join(', ')}.`
    return { message: `The argument "${name}" is missing.`, way }
  })
}

/** `Expected --format=jsn to be one of: text, json`, and the same for arguments. */
function describeChoice(error: ParserError): Complaint[] | null {
  const match = /^Expected (?:(--[^=]+)=)?(.*) to be one of: (.*)$/m.exec(error.message)
  if (!match) return null
  const [, flag, value = '', list = ''] = match
  const nearest = nearestName(value, list.split(', '))
  const message = `${value === '' ? 'Nothing' : value} is not a value of ${flag ?? 'this argument'}.`
  return [{ message, way: `${nearest === null ? '' : `Did you mean ${nearest}? `}Choose from: ${list}.` }]
}

/** The parser's own words as one sentence, without its advice and without terminal colours. */
function describe(error: ParserError): string {
  const lines = error.message
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is to go
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/^Parsing (--\S+)\s+/, '$1: ')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^(See more help|The following errors? occurred)/.test(line))
  const sentence = lines.join(' ')
  return /[.:?!]$/.test(sentence) ? sentence : `${sentence}.`
}
