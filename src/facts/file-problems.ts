import type { FileProblem, SourceFile } from './facts.js'
import type { RecordProblem } from './sites/file-record.js'

/** A file that does not parse or is not UTF-8. */
export function recordProblem(file: string, { code, message, line, column }: RecordProblem): FileProblem {
  const unparsed = code === 'file-unparsed'
  return {
    code,
    message: unparsed ? `${file} does not parse: ${message}` : `${file}: ${message}.`,
    place: { file, line, column },
    hint: unparsed
      ? 'Correct the syntax, leave the file out ("exclude" in the config), or add a waiver for it ("waive").'
      : 'Save the file as UTF-8, leave it out ("exclude" in the config), or add a waiver for it ("waive").',
    file,
    waivable: unparsed ? 'unparsed' : 'encoding',
    specifier: null,
  }
}

export function unreadableProblem(file: string, error: unknown): FileProblem {
  return {
    code: 'file-unreadable',
    message: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    place: { file, line: 1, column: 1 },
    hint: 'Give read permission, or leave the file out ("exclude" in the config).',
    file,
    waivable: 'unreadable',
    specifier: null,
  }
}

/** Paths that are one file on macOS and Windows: there, one of them is checked out over the other. */
export function caseProblems(files: readonly SourceFile[]): FileProblem[] {
  const known = new Map<string, string>()
  return files.flatMap(({ path }) => {
    const key = path.toLowerCase()
    const other = known.get(key)
    known.set(key, other ?? path)
    return other === undefined ? [] : caseProblem(path, other)
  })
}

function caseProblem(file: string, other: string): FileProblem {
  return {
    code: 'file-case',
    message: `${file} and ${other} differ only in upper and lower case.`,
    place: { file, line: 1, column: 1 },
    hint: 'Rename one of them: on macOS and Windows only one can exist.',
    file,
    waivable: 'case',
    specifier: null,
  }
}
