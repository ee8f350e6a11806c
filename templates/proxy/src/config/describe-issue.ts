import type { z } from 'zod'
import { type ConfigPath, complain, type PlacedComplaint, renderPath } from './complaint.js'
import { suggestName } from './nearest-name.js'

type Issue = z.core.$ZodIssue

/** An issue of the schema, and where the value stands that no further check may look at. */
export interface DescribedIssue extends PlacedComplaint {
  /** Null when only the name of a property is wrong. */
  readonly broken: ConfigPath | null
}

/** One or more complaints for an issue; `path` is where the issue's own path begins. */
export function describeIssue(issue: Issue, path: ConfigPath = []): readonly DescribedIssue[] {
  const place = [...path, ...issue.path.filter(step => typeof step !== 'symbol')]
  if (issue.code === 'invalid_union') return describeUnion(issue, place)
  if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue, place)
  if (issue.code === 'invalid_key') {
    return issue.issues
      .flatMap(inner => describeIssue(inner, place))
      .map(complaint => ({ ...complaint, at: 'key', broken: null }))
  }
  const [predicate, hint] = describeValue(issue)
  return [{ ...complain(place, `${renderPath(place)} ${predicate}.`, hint), broken: place }]
}

/** The complaints of the alternative that was meant: the one that has the value's type. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, place: ConfigPath): readonly DescribedIssue[] {
  const meant = issue.errors.find(issues => !issues.some(isMismatch))
  if (meant !== undefined) return meant.flatMap(inner => describeIssue(inner, place))
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
  const expected =
    options.length > 0
      ? options.map(option => JSON.stringify(option))
      : issue.errors.flatMap(issues => issues.filter(isMismatch).map(describeMismatch))
  const missing = issue.errors.length === 0 ? isMissingKind(issue) : issue.input === undefined
  const wanted = [...new Set(expected)].join(' or ')
  const sentence = missing ? `${renderPath(place)} is missing.` : `${renderPath(place)} must be ${wanted}.`
  return [
    { ...complain(place, sentence, missing ? `Add it: ${wanted}.` : `Write ${wanted}.`), broken: place },
  ]
}

function isMissingKind(issue: z.core.$ZodIssueInvalidUnion): boolean {
  const name = issue.path.at(-1)
  const around: unknown = issue.input
  return typeof name === 'string' && typeof around === 'object' && around !== null && !(name in around)
}

function isMismatch(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
}

function describeMismatch(issue: Issue): string {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected
  return issue.code === 'invalid_value'
    ? issue.values.map(value => JSON.stringify(value)).join(' or ')
    : issue.code
}

function describeUnknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, place: ConfigPath) {
  const known: readonly string[] = JSON.parse(issue.message)
  const otherwise = `Known here: ${known.filter(name => name !== '$schema').join(', ')}.`
  return issue.keys.map(key => {
    const path = [...place, key]
    const message = `${renderPath(path)} is not a known property.`
    return { path, at: 'key' as const, message, hint: suggestName(key, known, otherwise), broken: null }
  })
}

function describeValue(issue: Issue): readonly [predicate: string, hint: string] {
  switch (issue.code) {
    case 'custom':
      return [issue.message, String(issue.params?.hint ?? '')]
    case 'invalid_type': {
      const wanted = typeNames[issue.expected] ?? issue.expected
      return issue.input === undefined
        ? ['is missing', `Add it: ${wanted}.`]
        : [`must be ${wanted}`, `Write ${wanted}${issue.expected === 'string' ? ', in double quotes' : ''}.`]
    }
    case 'invalid_value':
      return describeChoice(issue)
    case 'too_small':
      return issue.origin === 'array'
        ? ['is empty', 'Add an entry, or leave the whole list out.']
        : [`must be at least ${issue.minimum}`, `Write ${issue.minimum} or more.`]
    case 'too_big':
      return [`must be at most ${issue.maximum}`, `Write ${issue.maximum} or less.`]
    case 'invalid_format':
      return issue.format === 'url'
        ? ['is not a web address', 'Write one such as "http://127.0.0.1:4318".']
        : ['is not the name of an environment variable', 'Use capital letters, digits and "_".']
    default:
      return ['is not valid', 'Compare it with the JSON Schema of the config.']
  }
}

/** Lists longer than this are not read out. */
const mostListed = 8

function describeChoice(issue: z.core.$ZodIssueInvalidValue): readonly [predicate: string, hint: string] {
  const values = issue.values.map(String)
  const listed = values.slice(0, mostListed).join(', ') + (values.length > mostListed ? ' …' : '')
  if (issue.input === undefined) return ['is missing', `Add one of: ${listed}.`]
  const predicate = `must be one of ${listed}, not ${JSON.stringify(issue.input)}`
  return [predicate, suggestName(String(issue.input), values, 'Choose one of them.')]
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
}
