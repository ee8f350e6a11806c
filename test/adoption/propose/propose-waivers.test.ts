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
        reason: 'not in the repository: made by the build or by a generator',
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

  it('name a prefix under which nothing resolves, not one under which something does', () => {
    const icons = ['a', 'b', 'c'].map(name => unresolved(`src/${name}.ts`, `~icons/${name}/x`))
    expect(waivers(icons)).toMatchObject([
      { path: 'src/**', specifier: '~icons/**', reason: 'made up by the bundler' },
    ])
    const missing = ['a', 'b', 'c'].map(name => unresolved(`src/${name}.ts`, `@shop/kit/${name}`))
    const { tree, facts } = sketch(['src/z.ts', ...missing.map(({ file }) => file)], { problems: missing })
    const [edge] = sketch([], { imports: { 'src/z.ts': ['kit/index.ts'] } }).facts.dependencies
    const alive = { ...facts, dependencies: edge === undefined ? [] : [{ ...edge, specifier: '@shop/kit' }] }
    expect(proposeWaivers(tree, alive)).toHaveLength(3)
  })

  it('name a folder that is nowhere beside the files that import from it', () => {
    const routes = ['home', 'users', 'users.$id'].map(name =>
      unresolved(`app/routes/${name}.tsx`, `./+types/${name}`),
    )
    const lost = ['a', 'b', 'c'].map(name => unresolved(`app/${name}.ts`, `./routes/${name}`))
    const { tree, facts } = sketch(
      [...routes, ...lost].map(({ file }) => file),
      { problems: [...routes, ...lost] },
    )
    expect(proposeWaivers(tree, facts).map(({ path, specifier }) => [path, specifier])).toEqual([
      ['app/a.ts', './routes/a'],
      ['app/b.ts', './routes/b'],
      ['app/c.ts', './routes/c'],
      ['app/routes/**', './+types/**'],
    ])
  })

  it('say when git ignores what is missing', () => {
    const { tree, facts } = sketch(
      { '.gitignore': '/schema.ts', 'src/.gitignore': 'client/', 'src/a.ts': '', 'src/b.ts': '' },
      { problems: [unresolved('src/a.ts', '../schema'), unresolved('src/b.ts', './client/api')] },
    )
    const reason = 'ignored by git: made by the build or by a generator'
    expect(proposeWaivers(tree, facts)).toMatchObject([{ reason }, { reason }])
  })

  it('cope with imports that lead out of the repository', () => {
    const problems = ['/etc/reporter.js', '../../../elsewhere.js', '//cdn/x.js'].map((specifier, at) =>
      unresolved(`src/${at}.ts`, specifier),
    )
    const { tree, facts } = sketch(
      { '.gitignore': 'dist/', 'src/0.ts': '', 'src/1.ts': '', 'src/2.ts': '' },
      { problems },
    )
    expect(proposeWaivers(tree, facts).map(({ specifier }) => specifier)).toEqual(
      problems.map(({ specifier }) => specifier),
    )
  })

  it('cover a folder only when most of its files need it', () => {
    const problems = ['a', 'b', 'c'].map(name => unparsed(`tests/fixtures/broken/${name}.ts`))
    const whole = waivers(problems, filesIn('src'))
    expect(whole).toEqual([
      {
        path: 'tests/**',
        what: 'unparsed',
        specifier: null,
        reason: 'input of tests: did not parse when Banyan was set up',
      },
    ])
    const mixed = waivers(problems, filesIn('tests/fixtures/broken', 9))
    expect(mixed.map(({ path }) => path)).toEqual(problems.map(({ file }) => file))
  })
})
