import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findMergeBase } from '../../../src/facts/git/index.js'
import { type Problem, UserError } from '../../../src/kernel/problem.js'
import { makeFolder, makeRepository, openRepository, removeFolders } from './git-repository.js'

afterEach(removeFolders)

function problemOf(act: () => unknown): Problem {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError && error.problems[0] !== undefined) return error.problems[0]
    throw error
  }
  throw new Error('no problem')
}

/** Runs something with an environment variable set. */
function withVariable<Result>(name: string, value: string, act: () => Result): Result {
  const before = process.env[name]
  process.env[name] = value
  try {
    return act()
  } finally {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  }
}

/** main has moved on since `feature` left it. */
function makeBranches() {
  const repository = makeRepository()
  const base = repository.commit({ 'src/users.ts': '1' })
  repository.git('switch', '--quiet', '--create', 'feature')
  repository.commit({ 'src/users.ts': '2' })
  repository.git('switch', '--quiet', 'main')
  repository.commit({ 'src/orders.ts': '1' })
  repository.git('switch', '--quiet', 'feature')
  return { repository, base }
}

describe('findMergeBase', () => {
  it('finds where two branches parted, not the tip of the other', () => {
    const { repository, base } = makeBranches()
    expect(findMergeBase(repository.root, 'main')).toBe(base)
  })

  it('works on a detached head, from a subfolder and with a short id', () => {
    const { repository, base } = makeBranches()
    repository.git('checkout', '--quiet', '--detach')
    expect(findMergeBase(path.join(repository.root, 'src'), base.slice(0, 10))).toBe(base)
  })

  it('works in a linked worktree', () => {
    const { repository, base } = makeBranches()
    const folder = path.join(makeFolder(), 'tree')
    repository.git('worktree', 'add', '--quiet', '--detach', folder, 'feature')
    expect(findMergeBase(folder, 'main')).toBe(base)
  })

  it('looks at the repository of the root, whatever a git hook has in its environment', () => {
    const { repository, base } = makeBranches()
    const other = makeRepository({ 'a.ts': '1' })
    const gitDir = path.join(other.root, '.git')
    expect(withVariable('GIT_DIR', gitDir, () => findMergeBase(repository.root, 'main'))).toBe(base)
  })

  it('finds the merge base of a shallow clone that reaches it', () => {
    const { repository, base } = makeBranches()
    const clone = path.join(makeFolder(), 'clone')
    repository.git('clone', '--quiet', '--depth=2', '--no-single-branch', `file://${repository.root}`, clone)
    expect(findMergeBase(clone, 'origin/main')).toBe(base)
  })
})

describe('findMergeBase refuses', () => {
  it('a folder that is no repository', () => {
    const problem = problemOf(() => findMergeBase(makeFolder(), 'main'))
    expect(problem).toMatchObject({
      code: 'git-missing',
      message: expect.stringContaining('not inside a git'),
    })
  })

  it('a folder that does not exist, without blaming git', () => {
    const problem = problemOf(() => findMergeBase(path.join(makeFolder(), 'gone'), 'main'))
    expect(problem.code).toBe('root-missing')
  })

  it('to work without git on the path', () => {
    const { repository } = makeBranches()
    const problem = withVariable('PATH', makeFolder(), () =>
      problemOf(() => findMergeBase(repository.root, 'main')),
    )
    expect(problem).toMatchObject({
      code: 'git-missing',
      message: expect.stringContaining('not installed'),
    })
  })

  it('a repository of another user, with the command that makes git trust it', () => {
    const { repository } = makeBranches()
    const problem = withVariable('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1', () =>
      problemOf(() => findMergeBase(repository.root, 'main')),
    )
    expect(problem).toMatchObject({ code: 'git-missing', hint: expect.stringContaining('safe.directory') })
  })

  it('a repository without commits', () => {
    const problem = problemOf(() => findMergeBase(makeRepository().root, 'main'))
    expect(problem).toMatchObject({ code: 'git-ref', message: 'The repository has no commits yet.' })
  })

  it.each([
    ['mian', 'Did you mean main?', 'git fetch origin mian'],
    ['origin/main', 'Did you mean main?', 'git fetch origin main'],
    ['--all', 'no commit called --all', 'git fetch'],
    ['main:src/users.ts', 'no commit called main:src/users.ts', 'git fetch'],
    ['no such branch', 'no commit called no such branch', 'git fetch'],
  ])('the unknown revision %s', (ref, message, hint) => {
    const { repository } = makeBranches()
    const problem = problemOf(() => findMergeBase(repository.root, ref))
    expect(problem).toMatchObject({
      code: 'git-ref',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })

  it('an empty revision, as an unset variable gives', () => {
    const { repository } = makeBranches()
    expect(problemOf(() => findMergeBase(repository.root, ' ')).message).toBe('The git revision is empty.')
  })

  it('a branch that only the remote has, naming the remote branch', () => {
    const { repository } = makeBranches()
    const clone = path.join(makeFolder(), 'clone')
    repository.git('clone', '--quiet', `file://${repository.root}`, clone)
    const problem = problemOf(() => findMergeBase(clone, 'main'))
    expect(problem).toMatchObject({
      code: 'git-ref',
      message: expect.stringContaining('Did you mean origin/main?'),
    })
  })

  it('a shallow clone that does not reach back, and says how to fetch the rest', () => {
    const { repository } = makeBranches()
    const clone = path.join(makeFolder(), 'clone')
    repository.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${repository.root}`, clone)
    const problem = problemOf(() => findMergeBase(clone, 'origin/main'))
    expect(problem.code).toBe('git-shallow')
    expect(problem.hint).toMatch(/fetch-depth: 0.*git fetch --unshallow/)
    openRepository(clone).git('fetch', '--quiet', '--unshallow')
    expect(findMergeBase(clone, 'origin/main')).toMatch(/^[0-9a-f]{40}$/)
  })

  it('a commit that a shallow clone left out', () => {
    const { repository, base } = makeBranches()
    const clone = path.join(makeFolder(), 'clone')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, clone)
    expect(problemOf(() => findMergeBase(clone, base)).code).toBe('git-shallow')
    expect(problemOf(() => findMergeBase(clone, 'HEAD~1')).code).toBe('git-shallow')
  })

  it('histories with nothing in common', () => {
    const { repository } = makeBranches()
    repository.git('switch', '--quiet', '--orphan', 'island')
    repository.commit({ 'a.ts': '1' })
    const problem = problemOf(() => findMergeBase(repository.root, 'main'))
    expect(problem).toMatchObject({ code: 'git-ref', message: 'HEAD and main have no commit in common.' })
  })

  it('a broken repository, with what git said', () => {
    const { repository } = makeBranches()
    const parent = repository.git('rev-parse', 'HEAD~1')
    fs.rmSync(path.join(repository.root, '.git/objects', parent.slice(0, 2), parent.slice(2)))
    const problem = problemOf(() => findMergeBase(repository.root, 'main'))
    expect(problem).toMatchObject({ code: 'git-failed', hint: expect.stringContaining('git fsck') })
  })
})
