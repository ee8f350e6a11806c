import type { FileProblem } from '../facts.js'
import type { ImportSite } from '../sites/file-record.js'

/**
 * Why an import that leads nowhere makes the result untrustworthy; null where nothing is lost: URLs of files that a build
 * makes, mocks of what does not exist, and examples in comments.
 */
export function unresolvedProblem(file: string, site: ImportSite): FileProblem | null {
  const { specifier, form, kind, line, column } = site
  if (kind === 'asset' || kind === 'mock' || form.startsWith('jsdoc')) return null
  return {
    code: 'import-unresolved',
    message: `"${specifier}" looks like a file of this repository, but nothing is there.`,
    place: { file, line, column },
    hint: hintFor(specifier),
    file,
    waivable: 'unresolved',
    specifier,
  }
}

function hintFor(specifier: string): string {
  const waiver = 'If a build makes the file, add a waiver for it ("waive" in the config).'
  if (specifier.startsWith('.')) return `Correct the path. ${waiver}`
  return `Correct the name, add its prefix to "paths" of the tsconfig or to "aliases" of the config. ${waiver}`
}
