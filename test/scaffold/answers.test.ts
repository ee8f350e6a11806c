import { describe, expect, it } from 'vitest'
import { completeAnswers } from '../../src/scaffold/complete-answers.js'
import { UserError } from '../../src/kernel/problem.js'

const place = { file: 'answers.json', line: 3, column: 5 }
const locate = () => place

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message, hint }) => `${message} → ${hint}`)
    throw error
  }
  return []
}

describe('answers', () => {
  it('are complete with a name alone', () => {
    expect(completeAnswers({ flags: { name: 'shop' }, file: null })).toEqual({
      name: 'shop',
      type: 'web',
      modules: [],
      'package-manager': 'npm',
      port: 3000,
      install: true,
      git: true,
    })
  })

  it('come from a file, and flags count more', () => {
    const content = { name: 'shop', modules: ['orders'], port: 4000 }
    const answers = completeAnswers({
      flags: { port: 5000 },
      file: { name: 'answers.json', content, locate },
    })
    expect(answers).toMatchObject({ name: 'shop', modules: ['orders'], port: 5000 })
  })

  it('that are wrong are told all at once, each by where it was given', () => {
    const content = { name: '../x', module: ['orders'], colour: 'red', port: 70_000 }
    const told = problemsOf(() =>
      completeAnswers({
        flags: { modules: ['class', 'a/b'] },
        file: { name: 'answers.json', content, locate },
      }),
    )
    expect(told).toHaveLength(6)
    expect(told.join('\n')).toMatch(/"name" in answers\.json: "\.\.\/x" is a path/)
    expect(told.join('\n')).toMatch(/--modules: "class" is a word of the language/)
    expect(told.join('\n')).toMatch(/--modules: "a\/b" is a path/)
    expect(told.join('\n')).toMatch(/"port" in answers\.json/)
    expect(told.join('\n')).toMatch(/answers\.json has an answer "module".*Did you mean "modules"\?/)
    expect(told.join('\n')).toMatch(/answers\.json has an answer "colour"/)
  })

  it('that a file gives wrongly are told with their place, those of flags without one', () => {
    const wrong = () =>
      completeAnswers({
        flags: { name: 'Shop' },
        file: { name: 'answers.json', content: { port: 'x' }, locate },
      })
    expect(wrong).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ place: null, message: expect.stringMatching(/^The name: "Shop" has/) }),
          expect.objectContaining({ place }),
        ],
      }),
    )
  })

  it('that are nearly names tell the name that would do', () => {
    const told = problemsOf(() =>
      completeAnswers({ flags: { name: 'My Shop', modules: ['Class'] }, file: null }),
    )
    expect(told[0]).toMatch(/"My Shop" has capital letters.*; write "my-shop"\./)
    expect(told[1]).not.toContain('write')
  })

  it.each([
    [{ name: 'shop', modules: ['orders', 'orders'] }, /named twice/],
    [{ name: 'shop', type: 'mobile' as const }, /"mobile" is not built yet; available: web/],
    [{ name: 'shop', example: 'commerce' as const, modules: ['orders'] }, /--example brings its own modules/],
    [{ name: 'shop', owner: 'me' }, /an owner is written as @team/],
    [{}, /name/],
  ])('%j are refused', (flags, why) => {
    expect(problemsOf(() => completeAnswers({ flags, file: null })).join('\n')).toMatch(why)
  })
})
