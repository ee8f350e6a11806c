import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { applyPlan } from '../../src/kernel/apply-plan.js'
import type { Change } from '../../src/kernel/plan.js'
import { type Problem, UserError } from '../../src/kernel/problem.js'
import { temporaryProject } from '../support/temporary-project.js'

const apply = (root: string, ...changes: Change[]) => applyPlan(root, { title: 'Change the shop', changes })
const create = (file: string, content: string): Change => ({ kind: 'create', path: file, content })
const update = (file: string, content: string): Change => ({ kind: 'update', path: file, content })
const remove = (file: string): Change => ({ kind: 'delete', path: file })

/** All files and folders with their contents and modes. */
function snapshot(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map(entry => {
    const file = path.join(entry.parentPath, entry.name)
    const stat = lstatSync(file)
    const content = stat.isFile() ? readFileSync(file, 'utf8') : ''
    return [path.relative(root, file), `${(stat.mode & 0o777).toString(8)} ${content}`] as const
  })
  return Object.fromEntries(entries.sort(([one], [other]) => one.localeCompare(other)))
}

function refusal(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (error instanceof UserError && error.problems[0]) return error.problems[0]
    throw error
  }
  throw new Error('It was not refused.')
}

describe('applyPlan', () => {
  it('creates, updates and deletes, tells what it touched and leaves nothing else', () => {
    const root = temporaryProject({ 'users.json': 'old', 'cart.json': 'same', 'old/orders.json': 'gone' })
    const applied = apply(
      root,
      create('deep/er/billing.json', 'new'),
      update('users.json', 'new ü'),
      update('cart.json', 'same'),
      remove('old/orders.json'),
      remove('never/there.json'),
    )
    expect(applied).toEqual({
      created: ['deep/er/billing.json'],
      updated: ['users.json'],
      deleted: ['old/orders.json'],
      unchanged: ['cart.json', 'never/there.json'],
    })
    expect(readdirSync(root, { recursive: true }).map(String).sort()).toEqual(
      ['cart.json', 'deep', 'deep/er', 'deep/er/billing.json', 'old', 'users.json'].map(file =>
        path.normalize(file),
      ),
    )
    expect(readFileSync(path.join(root, 'users.json'), 'utf8')).toBe('new ü')
  })

  it('takes an equal file for created already', () => {
    const root = temporaryProject({ 'users.json': 'same' })
    expect(apply(root, create('users.json', 'same'))).toMatchObject({
      created: [],
      unchanged: ['users.json'],
    })
  })

  it.skipIf(process.platform === 'win32')('keeps the mode of a file', () => {
    const root = temporaryProject({ 'run.sh': 'old', 'open.txt': 'old' })
    chmodSync(path.join(root, 'run.sh'), 0o751)
    chmodSync(path.join(root, 'open.txt'), 0o666)
    apply(root, update('run.sh', 'new'), update('open.txt', 'new'))
    expect(['run.sh', 'open.txt'].map(file => statSync(path.join(root, file)).mode & 0o777)).toEqual([
      0o751, 0o666,
    ])
  })

  it('does nothing for an empty plan', () => {
    expect(apply(temporaryProject({}))).toEqual({ created: [], updated: [], deleted: [], unchanged: [] })
  })

  it('takes two changes of one file for a mistake of ours', () => {
    expect(() => apply(temporaryProject({}), create('a', '1'), create('a', '2'))).toThrow(/changes a twice/)
  })

  it('replaces a file at once: who reads it meanwhile sees it whole', () => {
    const root = temporaryProject({ 'users.json': 'old' })
    const before = statSync(path.join(root, 'users.json')).ino
    apply(root, update('users.json', 'new'))
    expect(statSync(path.join(root, 'users.json')).ino).not.toBe(before)
  })
})

describe('applyPlan refuses, and leaves everything as it was,', () => {
  it.each<[string, Change, string]>([
    ['to create what exists with other content', create('users.json', 'mine'), 'exists with other content'],
    ['to update what is gone', update('orders.json', 'new'), 'it is gone'],
    ['to write over a folder', create('folder', 'new'), 'it is a folder'],
    ['to delete a folder', remove('folder'), 'it is a folder'],
    ['to write below a file', create('users.json/x', 'new'), 'not a folder'],
    ['a name that is too long', create('x'.repeat(300), 'new'), 'too long'],
    ['a path outside', create('../shop.json', 'new'), 'reaches outside'],
    ['a path that comes back', update('folder/../../shop/users.json', 'new'), 'reaches outside'],
    ['an absolute path', create('/tmp/shop.json', 'new'), 'is absolute'],
    ['a drive letter', create('C:/shop.json', 'new'), 'drive letter'],
    ['a backslash', create('a\\b.json', 'new'), 'backslash'],
    ['an empty path', create('', 'new'), 'is empty'],
    ['the root itself', remove('.'), 'not below the root'],
    ['a NUL', create('a\0b', 'new'), 'NUL'],
  ])('%s', (_, change, message) => {
    const root = temporaryProject({ 'users.json': 'old', 'folder/keep.json': 'kept' })
    const before = snapshot(root)
    const problem = refusal(() =>
      apply(root, update('folder/keep.json', 'new'), create('new/a.json', 'a'), change),
    )
    expect(problem).toMatchObject({ code: 'write-failed', message: expect.stringContaining(message) })
    expect(problem.place).toEqual({ file: change.path, line: 1, column: 1 })
    expect(problem.hint).not.toBe('')
    expect(snapshot(root)).toEqual(before)
  })

  it('when a rename in the middle fails: what was replaced comes back', () => {
    const root = temporaryProject({ 'users.json': 'old', 'orders.json': 'old', 'old.json': 'kept' })
    chmodSync(path.join(root, 'users.json'), 0o640)
    const before = snapshot(root)
    const problem = refusal(() =>
      apply(
        root,
        update('users.json', 'new'),
        create('made/new.json', 'new'),
        remove('old.json'),
        create('billing', 'a file where the next change needs a folder'),
        create('billing/pay.json', 'new'),
        update('orders.json', 'new'),
      ),
    )
    expect(problem).toMatchObject({ code: 'write-failed', place: { file: 'billing' } })
    expect(problem.message).toContain('nothing was changed')
    expect(snapshot(root)).toEqual(before)
  })
})

describe.skipIf(process.platform === 'win32')('applyPlan and symlinks', () => {
  it.each<[string, Change]>([
    ['a file behind a folder that leads out', create('out/new.json', 'new')],
    ['a file that leads out', update('leak.json', 'new')],
    ['a file deep behind it', create('out/deep/er/new.json', 'new')],
    ['a symlink to nowhere', create('dangling.json', 'new')],
    ['a symlink to itself', create('loop/x.json', 'new')],
  ])('refuse %s', (_, change) => {
    const outside = temporaryProject({ 'secret.json': 'kept' })
    const root = temporaryProject({ 'users.json': 'old' })
    symlinkSync(outside, path.join(root, 'out'))
    symlinkSync(path.join(outside, 'secret.json'), path.join(root, 'leak.json'))
    symlinkSync(path.join(outside, 'nowhere.json'), path.join(root, 'dangling.json'))
    symlinkSync('loop', path.join(root, 'loop'))
    const problem = refusal(() => apply(root, update('users.json', 'new'), change))
    expect(problem).toMatchObject({ code: 'write-failed', message: expect.stringContaining('symlink') })
    expect(snapshot(outside)).toEqual({ 'secret.json': expect.stringContaining('kept') })
    expect(readFileSync(path.join(root, 'users.json'), 'utf8')).toBe('old')
  })

  it('write through those that stay inside, and leave them symlinks', () => {
    const root = temporaryProject({ 'packages/shop/users.json': 'old' })
    symlinkSync('packages', path.join(root, 'libs'))
    symlinkSync('packages/shop/users.json', path.join(root, 'users.json'))
    apply(root, create('libs/shop/orders.json', 'new'), update('users.json', 'new'))
    expect(lstatSync(path.join(root, 'users.json')).isSymbolicLink()).toBe(true)
    expect(readFileSync(path.join(root, 'packages/shop/users.json'), 'utf8')).toBe('new')
    expect(existsSync(path.join(root, 'packages/shop/orders.json'))).toBe(true)
  })

  it('delete the symlink, not the file behind it', () => {
    const root = temporaryProject({ 'users.json': 'kept' })
    symlinkSync('users.json', path.join(root, 'link.json'))
    apply(root, remove('link.json'))
    expect(readdirSync(root)).toEqual(['users.json'])
  })

  it('do not mind that the root itself is behind one', () => {
    const real = temporaryProject({})
    const link = path.join(temporaryProject({}), 'root')
    symlinkSync(real, link)
    apply(link, create('a/users.json', 'new'))
    expect(existsSync(path.join(real, 'a/users.json'))).toBe(true)
  })
})

/** Applies in a process without the rights of root, as a user in a checkout that is not theirs. */
function applyAsNobody(root: string, changes: readonly Change[]): string {
  const script = `
    const { applyPlan } = await import(${JSON.stringify(pathToFileURL(path.resolve('src/kernel/apply-plan.ts')).href)})
    try { applyPlan(${JSON.stringify(root)}, { title: 't', changes: ${JSON.stringify(changes)} }); console.log('applied') }
    catch (error) { console.log(JSON.stringify(error.problems ?? String(error))) }`
  const runner = [path.resolve('node_modules/tsx/dist/loader.mjs'), script] as const
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const args = ['--import', pathToFileURL(runner[0]).href, '--input-type=module', '-e', runner[1]]
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', ...asNobody })
  return result.stdout + result.stderr
}

describe.skipIf(process.platform === 'win32')('applyPlan without the right to write', () => {
  it('is refused with the place and the way out', () => {
    const root = temporaryProject({ 'users.json': 'old', 'locked/orders.json': 'old' })
    chmodSync(root, 0o777)
    chmodSync(path.join(root, 'locked'), 0o555)
    const before = snapshot(root)
    const told = applyAsNobody(root, [create('new/a.json', 'a'), update('locked/orders.json', 'new')])
    expect(JSON.parse(told)).toMatchObject([
      {
        code: 'write-failed',
        message: 'locked/orders.json cannot be written: permission denied; nothing was changed.',
        place: { file: 'locked/orders.json', line: 1, column: 1 },
        hint: expect.stringContaining('right'),
      },
    ])
    expect(snapshot(root)).toEqual(before)
  })

  it.runIf(process.getuid?.() === 0)(
    'takes back what it renamed when the system refuses a later rename',
    () => {
      const root = temporaryProject({ 'orders.json': 'old' })
      mkdirSync(path.join(root, 'sticky'))
      writeFileSync(path.join(root, 'sticky/users.json'), 'old')
      chmodSync(root, 0o777)
      chmodSync(path.join(root, 'sticky'), 0o1777)
      const before = snapshot(root)
      const told = applyAsNobody(root, [
        update('orders.json', 'new'),
        create('sticky/new.json', 'new'),
        update('sticky/users.json', 'new'),
      ])
      expect(JSON.parse(told)).toMatchObject([
        {
          code: 'write-failed',
          message: expect.stringContaining('not permitted'),
          place: { file: 'sticky/users.json' },
        },
      ])
      expect(snapshot(root)).toEqual(before)
    },
  )
})
