import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openCommitTree } from '../../../src/facts/git/index.js'
import { openBlobStore } from '../../../src/facts/git/blob-store.js'
import { listChangedFiles } from '../../../src/facts/git/list-changed-files.js'
import { listCommit } from '../../../src/facts/git/list-commit.js'
import { makeFolder, makeRepository, openRepository, removeFolders } from './git-repository.js'

afterEach(removeFolders)

const oddNames = [
  'src/a file.ts',
  'src/"quoted".ts',
  "src/it's.ts",
  'src/größe.ts',
  'src/日本.ts',
  'src/new\nline.ts',
  'src/tab\t.ts',
  '*.ts',
]

describe('openCommitTree', () => {
  it('shows the files of the commit, whatever the working tree holds now', () => {
    const repository = makeRepository({ 'src/users.ts': 'old', 'src/gone.ts': 'gone' })
    repository.remove('src/gone.ts')
    repository.write({ 'src/users.ts': 'new', 'src/later.ts': '' })
    const tree = openCommitTree(repository.root, 'HEAD')
    expect(tree.paths).toEqual(['src/gone.ts', 'src/users.ts'])
    expect(String(tree.read('src/users.ts'))).toBe('old')
    expect(String(tree.read('src/gone.ts'))).toBe('gone')
    expect(tree.exists('src/later.ts')).toBe(false)
    expect(() => tree.read('src/later.ts')).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  })

  it.each(oddNames)('reads the path %j', name => {
    const repository = makeRepository({ [name]: name, 'other.ts': 'other' })
    const tree = openCommitTree(repository.root, 'HEAD')
    expect(tree.paths).toContain(name)
    expect(String(tree.read(name))).toBe(name)
    repository.write({ [name]: 'changed' })
    expect(listChangedFiles(repository.root, 'HEAD')).toEqual([name])
  })

  it('sees a subfolder as the root, without the files beside it', () => {
    const repository = makeRepository({ 'apps/shop/src/a.ts': 'a', 'apps/other.ts': '', 'top.ts': '' })
    const root = path.join(repository.root, 'apps/shop')
    const tree = openCommitTree(root, 'HEAD')
    expect(tree.paths).toEqual(['src/a.ts'])
    expect(String(tree.read('src/a.ts'))).toBe('a')
    expect(tree.exists('../other.ts')).toBe(false)
    repository.write({ 'apps/shop/src/a.ts': 'b', 'top.ts': 'b' })
    expect(listChangedFiles(root, 'HEAD')).toEqual(['src/a.ts'])
  })

  it('is empty for a root that the commit does not have', () => {
    const repository = makeRepository({ 'a.ts': '' })
    const root = path.join(repository.root, 'apps')
    fs.mkdirSync(root)
    expect(openCommitTree(root, 'HEAD').paths).toEqual([])
  })

  it('stamps equal content alike in every commit and different content differently', () => {
    const repository = makeRepository({ 'a.ts': '1', 'b.ts': '1' })
    const before = openCommitTree(repository.root, 'HEAD')
    repository.commit({ 'b.ts': '2' })
    const after = openCommitTree(repository.root, 'HEAD')
    expect(before.stamp('a.ts')).toMatch(/^git:[0-9a-f]{40}$/)
    expect(after.stamp('a.ts')).toBe(before.stamp('a.ts'))
    expect(after.stamp('b.ts')).not.toBe(before.stamp('b.ts'))
    expect(after.stamp('none.ts')).toBeNull()
  })

  it('is sorted by code units, as working trees are', () => {
    const names = ['b.ts', 'a/z.ts', 'a.ts', 'A.ts', 'é.ts', '\uFF5E.ts', '\u{1F600}.ts']
    const repository = makeRepository(Object.fromEntries(names.map(name => [name, ''])))
    expect(openCommitTree(repository.root, 'HEAD').paths).toEqual([...names].sort())
  })

  it('knows folders, and reads binary, empty and large files byte for byte', () => {
    const repository = makeRepository({ 'src/empty.ts': '' })
    const bytes = Buffer.from([0, 255, 10, 13, 10, 0])
    const large = Buffer.alloc(40 * 1024 * 1024, 'x')
    fs.writeFileSync(path.join(repository.root, 'src/data.bin'), bytes)
    fs.writeFileSync(path.join(repository.root, 'src/large.ts'), large)
    repository.commit()
    const tree = openCommitTree(repository.root, 'HEAD')
    expect(tree.exists('src')).toBe(true)
    expect(tree.exists('src/none')).toBe(false)
    expect(tree.realFile('src')).toBeNull()
    expect(tree.realFile('src/empty.ts')).toBe('src/empty.ts')
    expect(tree.read('src/empty.ts').length).toBe(0)
    expect(tree.read('src/data.bin').equals(bytes)).toBe(true)
    expect(tree.read('src/large.ts').equals(large)).toBe(true)
  })

  it('leaves links and submodules out of the paths and follows links inside the root', () => {
    const library = makeRepository({ 'lib.ts': '' })
    const repository = makeRepository({ 'packages/users/index.ts': 'users', 'real.json': '{}' })
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'vendor')
    const link = (target: string, name: string) => fs.symlinkSync(target, path.join(repository.root, name))
    link('packages/users/', 'users')
    link('real.json', 'linked.json')
    link('../outside', 'out')
    link('/etc', 'absolute')
    link('loop', 'loop')
    repository.commit()
    const tree = openCommitTree(repository.root, 'HEAD')
    expect(tree.paths).toEqual(['.gitmodules', 'packages/users/index.ts', 'real.json'])
    expect(String(tree.read('users/index.ts'))).toBe('users')
    expect(tree.realFile('users/index.ts')).toBe('packages/users/index.ts')
    expect(String(tree.read('linked.json'))).toBe('{}')
    expect(['users', 'out', 'absolute/passwd', 'loop'].map(tree.exists)).toEqual([true, false, false, false])
  })

  it('lets the working tree answer for ignored files, which no commit holds, and for nothing else', () => {
    const repository = makeRepository({
      '.gitignore': 'node_modules\ngenerated.ts\n',
      'packages/users/index.ts': 'committed',
    })
    repository.write({
      'src/generated.ts': 'made',
      'src/draft.ts': '',
      'node_modules/zod/package.json': '{}',
    })
    fs.mkdirSync(path.join(repository.root, 'node_modules/@shop'))
    fs.symlinkSync('../../packages/users', path.join(repository.root, 'node_modules/@shop/users'))
    repository.write({ 'packages/users/index.ts': 'edited', 'packages/users/draft.ts': '' })
    const tree = openCommitTree(repository.root, 'HEAD')
    expect(tree.paths).toEqual(['.gitignore', 'packages/users/index.ts'])
    expect(String(tree.read('src/generated.ts'))).toBe('made')
    expect(tree.stamp('src/generated.ts')).toBeNull()
    expect(tree.exists('node_modules/zod')).toBe(true)
    expect(tree.exists('node_modules/none')).toBe(false)
    expect(tree.exists('src/draft.ts')).toBe(false)
    expect(tree.realFile('node_modules/@shop/users/index.ts')).toBe('packages/users/index.ts')
    expect(String(tree.read('node_modules/@shop/users/index.ts'))).toBe('committed')
    expect(tree.exists('node_modules/@shop/users/draft.ts')).toBe(false)
  })

  it('works in a linked worktree and in a shallow clone', () => {
    const repository = makeRepository({ 'a.ts': '1' })
    repository.commit({ 'a.ts': '2' })
    const folder = path.join(makeFolder(), 'tree')
    repository.git('worktree', 'add', '--quiet', '--detach', folder, 'HEAD')
    expect(String(openCommitTree(folder, 'HEAD~1').read('a.ts'))).toBe('1')
    const clone = path.join(makeFolder(), 'clone')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, clone)
    expect(String(openCommitTree(clone, 'HEAD').read('a.ts'))).toBe('2')
  })

  it('reads a repository with SHA-256 object ids', () => {
    const root = makeFolder()
    const repository = openRepository(root)
    repository.git('init', '--quiet', '--object-format=sha256')
    repository.commit({ 'a.ts': 'a' })
    expect(String(openCommitTree(root, 'HEAD').read('a.ts'))).toBe('a')
  })

  it('leaves the repository untouched', () => {
    const repository = makeRepository({ 'a.ts': '1', 'b.ts': '2' })
    fs.utimesSync(path.join(repository.root, 'b.ts'), 1, 1)
    const index = path.join(repository.root, '.git/index')
    const before = fs.readFileSync(index)
    const tree = openCommitTree(repository.root, 'HEAD')
    tree.read('a.ts')
    tree.exists('none')
    expect(fs.readFileSync(index).equals(before)).toBe(true)
  })
})

describe('openBlobStore', () => {
  it('fetches what differs from the working tree with the first miss, and prefetched files at once', () => {
    const names = Array.from({ length: 600 }, (_, at) => `src/f${String(at).padStart(3, '0')}.ts`)
    const repository = makeRepository(Object.fromEntries(names.map(name => [name, name])))
    repository.write({ 'src/f010.ts': 'new', 'src/f500.ts': 'new' })
    const open = () => openBlobStore(repository.root, listCommit(repository.root, 'HEAD').files, 'HEAD')
    const changed = open()
    const prefetched = open()
    const ahead = open()
    expect(String(changed.read('src/f010.ts'))).toBe('src/f010.ts')
    expect(String(ahead.read('src/f100.ts'))).toBe('src/f100.ts')
    prefetched.prefetch(['src/f300.ts', 'src/none.ts'])
    // Without its objects the repository can only give what was fetched before.
    fs.rmSync(path.join(repository.root, '.git/objects'), { recursive: true })
    expect(String(changed.read('src/f500.ts'))).toBe('src/f500.ts')
    expect(() => changed.read('src/f011.ts')).toThrow()
    expect(String(ahead.read('src/f355.ts'))).toBe('src/f355.ts')
    expect(() => ahead.read('src/f400.ts')).toThrow()
    expect(String(prefetched.read('src/f300.ts'))).toBe('src/f300.ts')
  })
})
