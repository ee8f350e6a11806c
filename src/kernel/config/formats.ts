import { describeReach } from '../paths.js'
import { findPatternFault } from './pattern.js'
import type { SchemaFormat } from './schema.js'

/** Why a text is not of its format, as the end of a sentence, and the way out. */
export interface FormatFault {
  readonly fault: string
  readonly hint: string
}

/** Formats that judge the empty text too; that of paths and globs is left to `minLength`. */
const judgesEmpty: ReadonlySet<SchemaFormat> = new Set(['date', 'text', 'module-name'])

/** Checks a text against a format; null when it is fine. */
export function findFormatFault(format: SchemaFormat, text: string): FormatFault | null {
  return text === '' && !judgesEmpty.has(format) ? null : findFault[format](text)
}

const findFault: Record<SchemaFormat, (text: string) => FormatFault | null> = {
  date: text =>
    isDate(text) ? null : { fault: 'is not a date', hint: 'Write a day of the calendar as YYYY-MM-DD.' },
  text: text =>
    text.trim() === '' ? { fault: 'is blank', hint: 'Write some text, or leave it out.' } : null,
  file: text => findReachFault(text) ?? findWildcardFault(text),
  folder: text => findReachFault(text) ?? findWildcardFault(text),
  glob: text =>
    findReachFault(text.replace(/^!(?!\()/, '')) ?? findGlobFault(text) ?? findStrayPlaceholder(text),
  'module-pattern': text => findReachFault(text) ?? findPatternProblem(text) ?? findGlobFault(text),
  'module-name': text => findNameFault(text) ?? findPatternProblem(text),
  'name-glob': findGlobFault,
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function findReachFault(text: string): FormatFault | null {
  const fault = describeReach(text)
  if (fault === null) return null
  const slashed = text.replace(/\\+/g, '/')
  const hint =
    slashed !== text && describeReach(slashed) === null
      ? `Write "/" between folders: ${JSON.stringify(slashed)}.`
      : 'Write a path below its folder, without ".." and without a leading "/".'
  return { fault, hint }
}

function findWildcardFault(text: string): FormatFault | null {
  if (!/[*?]/.test(text)) return null
  return { fault: 'has wildcards', hint: 'Name one path; globs are not allowed here.' }
}

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }

/** Brackets that do not pair: such a glob would silently match nothing. */
function findGlobFault(glob: string): FormatFault | null {
  const open: string[] = []
  for (const letter of glob) {
    if (closers[letter] !== undefined) open.push(letter)
    else if (Object.values(closers).includes(letter)) {
      const opener = open.pop()
      if (opener === undefined || closers[opener] !== letter) return pairFault(letter)
    }
  }
  const last = open.at(-1)
  return last === undefined ? null : pairFault(last)
}

function pairFault(bracket: string): FormatFault {
  return {
    fault: `is not a well-formed glob: "${bracket}" has no partner`,
    hint: 'Close every "{", "[" and "(".',
  }
}

function findStrayPlaceholder(glob: string): FormatFault | null {
  const placeholder = /\{[^{},]*\}/.exec(glob)?.[0]
  if (placeholder === undefined || placeholder.includes('..')) return null
  return {
    fault: `has "${placeholder}", but placeholders work only in the paths of modules and in "discover"`,
    hint: `Write "*" for "${placeholder}".`,
  }
}

function findPatternProblem(text: string): FormatFault | null {
  const fault = findPatternFault(text)
  return fault === null ? null : { fault, hint: 'Write placeholders as "{module}".' }
}

/** Names become names of files and patterns of names, on every system. */
function findNameFault(name: string): FormatFault | null {
  const hint = 'Use letters, digits, "-", "_", "." and "@"; "/" may stand between parts.'
  if (name.trim() !== name || name === '') return { fault: 'is blank or has spaces around it', hint }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const bad = /[\\:*?"<>|!,()[\]\u0000-\u001f]/.exec(name)?.[0]
  if (bad !== undefined) return { fault: `has ${JSON.stringify(bad)} in it`, hint }
  if (name.split('/').some(part => part === '' || part === '.' || part === '..'))
    return { fault: 'has an empty part, "." or ".." between slashes', hint }
  return null
}
