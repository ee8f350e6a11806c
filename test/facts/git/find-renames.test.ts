import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findRenames, lastCommitOf } from '../../../src/facts/git/index.js'
import { matchMoves } from '../../../src/facts/git/match-moves.js'
import { longText, makeFolder, makeRepository, removeFolders } from './git-repository.js'

afterEach(removeFolders)

describe('findRenames', () => {
  it.each([
    ['committed', (repository: ReturnType<typeof makeRepository>) => void repository.commit()],
    ['staged', (repository: ReturnType<typeof makeRepository>) => void repository.git('add', '--all')],
    ['untracked', () => {}],
  ])('finds a file moved and edited: %s', (_, record) => {
    const repository = makeRepository({
      'src/users.ts': longText('users'),
      'src/orders.ts': longText('orders'),
    })
    const before = repository.git('rev-parse', 'HEAD')
    repository.move('src/users.ts', 'src/people/users.ts')
    repository.write({ 'src/people/users.ts': longText('users', "import '../orders.js'") })
    record(repository)
    expect(findRenames(repository.root, before)).toEqual(new Map([['src/users.ts', 'src/people/users.ts']]))
  })

  it('follows a file renamed twice, in two commits', () => {
    const repository = makeRepository({ 'a.ts': longText('a') })
    const before = repository.git('rev-parse', 'HEAD')
    repository.move('a.ts', 'b.ts')
    repository.commit()
    repository.move('b.ts', 'c.ts')
    repository.commit()
    expect(findRenames(repository.root, before)).toEqual(new Map([['a.ts', 'c.ts']]))
  })

  it('takes neither copies nor rewritten files for moves', () => {
    const repository = makeRepository({ 'a.ts': longText('a'), 'b.ts': longText('b') })
    repository.write({ 'copy.ts': longText('a') })
    repository.remove('b.ts')
    repository.write({ 'c.ts': longText('something else') })
    expect(findRenames(repository.root, 'HEAD').size).toBe(0)
  })

  it.each(['to a name.ts', 'to "quotes".ts', 'to\nline.ts', 'zu größe.ts'])('handles the name %j', name => {
    const repository = makeRepository({ 'old "name"\n.ts': longText('a'), 'two.ts': longText('b') })
    repository.move('old "name"\n.ts', name)
    expect(findRenames(repository.root, 'HEAD')).toEqual(new Map([['old "name"\n.ts', name]]))
    repository.git('add', '--all')
    expect(findRenames(repository.root, 'HEAD')).toEqual(new Map([['old "name"\n.ts', name]]))
  })

  it('looks below the root only', () => {
    const repository = makeRepository({
      'shop/in.ts': longText('inside'),
      'shop/out.ts': longText('out'),
      'top.ts': longText('top'),
    })
    repository.move('shop/in.ts', 'shop/deep/in.ts')
    repository.move('shop/out.ts', 'out.ts')
    repository.move('top.ts', 'shop/top.ts')
    const root = path.join(repository.root, 'shop')
    expect(findRenames(root, 'HEAD')).toEqual(new Map([['in.ts', 'deep/in.ts']]))
    repository.git('add', '--all')
    expect(findRenames(root, 'HEAD')).toEqual(new Map([['in.ts', 'deep/in.ts']]))
  })

  it("does not depend on anybody's git settings", () => {
    const repository = makeRepository({ 'a.ts': longText('a') })
    repository.git('config', 'diff.renames', 'false')
    repository.git('config', 'diff.renameLimit', '1')
    repository.git('config', 'diff.noprefix', 'true')
    repository.git('config', 'diff.external', 'false')
    repository.git('config', 'color.ui', 'always')
    repository.move('a.ts', 'b.ts')
    repository.git('add', '--all')
    expect(findRenames(repository.root, 'HEAD')).toEqual(new Map([['a.ts', 'b.ts']]))
  })

  it('ignores untracked files that git ignores and files of other kinds', () => {
    const repository = makeRepository({ '.gitignore': 'dist\n', 'a.ts': longText('a') })
    repository.move('a.ts', 'dist/a.ts')
    repository.write({ 'a.txt': longText('a') })
    expect(findRenames(repository.root, 'HEAD').size).toBe(0)
  })

  it('skips untracked links and files that cannot be read', () => {
    const repository = makeRepository({ 'a.ts': longText('a') })
    repository.remove('a.ts')
    fs.symlinkSync('nowhere', path.join(repository.root, 'b.ts'))
    expect(findRenames(repository.root, 'HEAD').size).toBe(0)
  })

  it('refuses outside a repository', () => {
    expect(() => findRenames(makeFolder(), 'HEAD')).toThrow('not inside a git repository')
  })
})

describe('matchMoves', () => {
  it('pairs equal files one to one: the same name first, then in order of path', () => {
    const same = longText('same')
    const gone = new Map([
      ['old/b.ts', same],
      ['old/a.ts', same],
      ['old/c.ts', same],
    ])
    const appeared = new Map([
      ['new/x.ts', same],
      ['new/b.ts', same],
    ])
    expect(matchMoves(gone, appeared)).toEqual(
      new Map([
        ['old/b.ts', 'new/b.ts'],
        ['old/a.ts', 'new/x.ts'],
      ]),
    )
  })

  it('prefers the more similar file and does not mind line endings', () => {
    const gone = new Map([['a.ts', longText('a')]])
    const appeared = new Map([
      ['edited.ts', longText('a', 'an edit')],
      ['equal.ts', longText('a').replaceAll('\n', '\r\n')],
    ])
    expect(matchMoves(gone, appeared)).toEqual(new Map([['a.ts', 'equal.ts']]))
  })

  it('never pairs empty files or files of which less than half stayed', () => {
    const gone = new Map([
      ['empty.ts', ''],
      ['a.ts', 'one\ntwo\nthree\n'],
    ])
    const appeared = new Map([
      ['nothing.ts', ''],
      ['b.ts', 'one\nsomething else\nand more\n'],
    ])
    expect(matchMoves(gone, appeared).size).toBe(0)
  })

  it('stays quick with thousands of files moved at once', () => {
    const files = Array.from({ length: 2000 }, (_, at) => [`${at}.ts`, longText(`f${at}`)] as const)
    const moved = files.map(([name, text]) => [`moved/${name}`, text] as const)
    expect(matchMoves(new Map(files), new Map(moved)).size).toBe(2000)
  })
})

describe('lastCommitOf', () => {
  it('names the last commit that touched a file or folder, relative to the root', () => {
    const repository = makeRepository({ 'shop/.banyan/baseline/users.json': '1' })
    const first = repository.git('rev-parse', 'HEAD')
    repository.commit({ 'shop/src/a file.ts': '1' })
    const root = path.join(repository.root, 'shop')
    expect(lastCommitOf(root, '.banyan/baseline/users.json')).toBe(first)
    expect(lastCommitOf(root, '.banyan')).toBe(first)
    expect(lastCommitOf(root, 'src/a file.ts')).toBe(repository.git('rev-parse', 'HEAD'))
  })

  it.each([
    ['a path that was never committed', () => makeRepository({ 'a.ts': '' }).root],
    ['a pattern, which is no path', () => makeRepository({ '.banyan/x': '' }).root],
    ['a repository without commits', () => makeRepository().root],
    ['a folder outside git', () => makeFolder()],
  ])('has no answer for %s', (_, make) => {
    expect(lastCommitOf(make(), '.banyan/*')).toBeNull()
  })
})
