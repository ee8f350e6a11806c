import { describe, expect, it } from 'vitest'
import { proposeWaivers } from '../../../src/adoption/propose/propose-waivers.js'
import type { FileProblem } from '../../../src/facts/index.js'
import { filesIn, sketch, unresolved } from '../sketch.js'

const unparsed = (file: string): FileProblem => ({
  ...unresolved(file, ''),
  code: 'file-unparsed',
  waivable: 'unparsed',
  specifier: null,
})

function waivers(problems: readonly FileProblem[], files: readonly string[] = []) {
  const { tree, facts } = sketch([...files, ...problems.map(({ file }) => file)], { problems })
  return proposeWaivers(tree, facts)
}

describe('waivers', () => {
  it('are none when nothing is wrong', () => {
    expect(waivers([], filesIn('src'))).toEqual([])
  })

  it('name one import of one file', () => {
    expect(waivers([unresolved('src/a.ts', './generated/schema')])).toEqual([
      {
        path: 'src/a.ts',
        what: 'unresolved',
        specifier: './generated/schema',
        reason: 'not in the repository: made by the build or a code generator',
      },
    ])
  })

  it('name an import that many files share once, for their common folder', () => {
    const problems = ['src/a/a.ts', 'src/a/b.ts', 'src/b/c.ts'].map(file =>
      unresolved(file, 'virtual:routes'),
    )
    expect(waivers(problems, filesIn('src'))).toEqual([
      { path: 'src/**', what: 'unresolved', specifier: 'virtual:routes', reason: 'made up by the bundler' },
    ])
  })

  it('cover a folder only when most of its files need it', () => {
    const problems = ['a', 'b', 'c'].map(name => unparsed(`tests/fixtures/broken/${name}.ts`))
    const whole = waivers(problems, filesIn('src'))
    expect(whole).toEqual([
      { path: 'tests/**', what: 'unparsed', specifier: null, reason: 'input of tests, not meant to parse' },
    ])
    const mixed = waivers(problems, filesIn('tests/fixtures/broken', 9))
    expect(mixed.map(({ path }) => path)).toEqual(problems.map(({ file }) => file))
  })
})
