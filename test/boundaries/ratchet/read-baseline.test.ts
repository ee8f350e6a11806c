import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readBaseline } from '../../../src/boundaries/ratchet/index.js'
import { openCommitTree } from '../../../src/facts/git/index.js'
import { openWorkingTree, overlayTree } from '../../../src/facts/index.js'
import { removeFolders } from '../../facts/git/git-repository.js'
import { makeShop } from './shop.js'

afterEach(removeFolders)

const file = '.banyan/baseline/users.json'
const entry = '{ "rule": "private-import", "from": "users/a.ts", "to": "billing", "symbol": "charge" }'
const wrap = (...entries: string[]) =>
  `{ "schemaVersion": 1, "module": "users", "entries": [\n${entries.join(',\n')}\n] }\n`

function read(text: string | Buffer) {
  const shop = makeShop()
  fs.mkdirSync(path.join(shop.root, '.banyan/baseline'), { recursive: true })
  fs.writeFileSync(path.join(shop.root, file), text)
  return shop.baseline()
}

describe('readBaseline', () => {
  it('reads entries as they were recorded, each with the module of its file', () => {
    const full = entry.replace(' }', ', "reason": "r", "owner": "@shop/users", "until": "2027-01-31" }')
    const { entries, problems } = read(wrap(full, '{}'))
    expect(problems).toEqual([])
    expect(entries).toEqual([
      {
        rule: 'private-import',
        module: 'users',
        from: 'users/a.ts',
        to: 'billing',
        symbol: 'charge',
        reason: 'r',
        owner: '@shop/users',
        until: '2027-01-31',
      },
    ])
  })

  it('has nothing to say where no baseline is', () => {
    expect(makeShop().baseline()).toEqual({ files: [], entries: [], problems: [] })
  })

  it.each([
    ['a byte order mark', `\uFEFF${wrap(entry)}`],
    ['Windows line endings', wrap(entry).replaceAll('\n', '\r\n')],
    ['another formatting', JSON.stringify(JSON.parse(wrap(entry)), null, 4)],
    ['a trailing comma left by a hand merge', wrap(entry).replace('\n]', ',\n]')],
    ['a comment', `// why\n${wrap(entry)}`],
    ['the same entry twice', wrap(entry, entry, '{}')],
  ])('reads a file with %s', (_, text) => {
    const { entries, problems } = read(text)
    expect(problems).toEqual([])
    expect(entries[0]).toMatchObject({ from: 'users/a.ts', symbol: 'charge' })
  })

  it('reads a baseline out of a commit and out of planted files', () => {
    const shop = makeShop({ [file]: wrap(entry) })
    fs.rmSync(path.join(shop.root, '.banyan'), { recursive: true })
    expect(readBaseline(openCommitTree(shop.root, 'HEAD')).entries).toHaveLength(1)
    expect(
      readBaseline(overlayTree(openWorkingTree(shop.root), { [file]: wrap(entry) })).entries,
    ).toHaveLength(1)
  })
})

describe('readBaseline reports', () => {
  it('a merge conflict with its own way out', () => {
    const text = wrap(`<<<<<<< HEAD\n${entry},\n=======\n${entry},\n>>>>>>> feature\n{}`)
    expect(read(text).problems).toEqual([
      {
        code: 'baseline-invalid',
        message: `${file} has unresolved merge conflicts.`,
        place: { file, line: 2, column: 1 },
        hint: expect.stringContaining('Keep the entries of both sides'),
      },
    ])
  })

  it('a file of a newer version, whatever else is in it', () => {
    const { problems } = read('{ "schemaVersion": 2,\n  "anything": true }')
    expect(problems).toMatchObject([{ code: 'baseline-newer', place: { file, line: 1, column: 20 } }])
  })

  it.each([
    ['no JSON', '{ "schemaVersion": 1,\n  "module" "users" }', 2, 12, '":" is missing'],
    ['an empty file', '', 1, 1, 'a value is missing'],
    ['a list', '[]', 1, 1, 'The baseline file must be an object, not a list.'],
    [
      'a missing version',
      '{ "module": "users", "entries": [] }',
      1,
      1,
      'The baseline file lacks "schemaVersion".',
    ],
    [
      'an older version that never was',
      wrap(entry).replace('1', '0'),
      1,
      20,
      'schemaVersion must be 1, not the number 0.',
    ],
    [
      'an unknown key of the file',
      wrap(entry).replace('"module"', '"modul": 1, "module"'),
      1,
      23,
      'Unknown key "modul" in a baseline file.',
    ],
    [
      'an unknown key of an entry',
      wrap(entry, entry.replace('"symbol"', '"symbl"')),
      3,
      68,
      'Unknown key "symbl" in entries[1].',
    ],
    ['a missing key', wrap('{ "rule": "r", "from": "a" }', '{}'), 2, 1, 'entries[0] lacks "to".'],
    ['a blank rule', wrap(entry.replace('private-import', ' ')), 2, 11, 'entries[0].rule: " " is blank.'],
    [
      'a wrong type',
      wrap(entry.replace('"charge"', '7')),
      2,
      78,
      'entries[0].symbol must be a string or null, not the number 7.',
    ],
    [
      'a wrong date',
      wrap(entry.replace(' }', ', "until": "2027-02-30" }')),
      2,
      97,
      'entries[0].until: "2027-02-30" is not a date.',
    ],
    [
      'an entry that is no object',
      wrap('"users/a.ts"'),
      2,
      1,
      'entries[0] must be an object, not the string "users/a.ts".',
    ],
    ['an empty object that is not the last one', wrap('{}', entry), 2, 1, 'entries[0] lacks "rule".'],
  ])('%s', (_, text, line, column, message) => {
    const { problems, entries } = read(text)
    expect(problems[0]).toMatchObject({ code: 'baseline-invalid', place: { file, line, column } })
    expect(problems[0]?.message).toContain(message)
    expect(entries).toEqual([])
  })

  it('the nearest key for one that is misspelt', () => {
    const { problems } = read(wrap(entry.replace(' }', ', "reson": "x" }')))
    expect(problems[0]?.hint).toBe('Did you mean "reason"?')
  })

  it('text that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{\n "'), Buffer.from([0xff]), Buffer.from('": 1 }')])
    expect(read(bytes).problems).toMatchObject([
      { code: 'baseline-invalid', place: { file, line: 2, column: 3 } },
    ])
  })

  it('the problems of all files at once, and still gives what can be read', () => {
    const shop = makeShop({
      [file]: '{',
      '.banyan/baseline/orders.json': wrap('7', '8'),
      '.banyan/baseline/billing.json': wrap(entry).replace('"users"', '"billing"'),
    })
    const { problems, entries } = shop.baseline()
    expect(problems.map(problem => problem.place?.file)).toEqual([
      '.banyan/baseline/orders.json',
      '.banyan/baseline/orders.json',
      file,
    ])
    expect(entries).toHaveLength(1)
  })

  it.each(['.banyan', '*.json', '.banyan/baseline/users.json'])(
    'files that .gitignore hides with %s',
    pattern => {
      const shop = makeShop({ '.gitignore': `${pattern}\n` })
      shop.write({ [file]: wrap(entry) })
      expect(shop.baseline().problems).toMatchObject([
        { code: 'baseline-invalid', message: expect.stringContaining('ignored by git'), place: { file } },
      ])
      expect(readBaseline(openCommitTree(shop.root, 'HEAD')).problems).toHaveLength(1)
    },
  )

  it('nothing about a folder that merely stayed behind, or about files newer than a commit', () => {
    const shop = makeShop()
    fs.mkdirSync(path.join(shop.root, '.banyan/baseline'), { recursive: true })
    expect(shop.baseline().problems).toEqual([])
    shop.write({ [file]: wrap(entry) })
    expect(readBaseline(openCommitTree(shop.root, 'HEAD'))).toEqual({ files: [], entries: [], problems: [] })
  })
})
