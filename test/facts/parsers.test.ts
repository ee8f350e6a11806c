import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Dialect, Parser } from '../../src/facts/parse/parsed-source.js'
import { parsePlain } from '../../src/facts/parse/plain-parser.js'
import { openRawParser } from '../../src/facts/parse/raw-parser.js'

const raw = openRawParser()

const texts: readonly (readonly [name: string, text: string, dialect: Dialect])[] = [
  [
    'every kind of import',
    `import a, { type b } from './b' // c\nexport * as d from 'd'\nexport { a }\nvoid import('./e')`,
    { lang: 'ts' },
  ],
  [
    'letters of several bytes',
    `const tree = '🌳 größer' /* ü */\nimport x from './ö'\nexport const y = \`\${x}ß\``,
    { lang: 'ts' },
  ],
  ['JSX', `import React from 'react'\nexport default () => <p title="é">don't {1}</p>`, { lang: 'tsx' }],
  ['CommonJS', `'use strict'\nconst a = require('./a')\nreturn a`, { lang: 'jsx', sourceType: 'commonjs' }],
  [
    'a declaration file',
    `declare module 'x' { import { a } from './a'; export const b: typeof a }`,
    { lang: 'dts' },
  ],
  ['a syntax error', `import a from './a'\nconst = 1`, { lang: 'ts' }],
  ['an empty text', '', { lang: 'ts' }],
  [
    'numbers, regular expressions and big integers',
    'export const a = [1n, /x{2}/u, 0x10, 1e3, null, true]',
    { lang: 'ts' },
  ],
]

function everything(parse: Parser, text: string, dialect: Dialect): unknown {
  const parsed = parse(text, Buffer.from(text), dialect)
  const seen = {
    module: parsed.module,
    errors: parsed.errors,
    program: parsed.program(null),
    comments: parsed.comments(),
  }
  // Big integers have no JSON form; native objects compare by what they hold.
  return JSON.parse(
    JSON.stringify(seen, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
}

test.skipIf(raw === null).each(texts)(
  'the fast parser and the plain one agree on %s',
  (_name, text, dialect) => {
    expect(everything(raw as Parser, text, dialect)).toEqual(everything(parsePlain, text, dialect))
  },
)

test.skipIf(raw === null)('the fast parser and the plain one agree on our own source', () => {
  const folder = join(import.meta.dirname, '../../src/facts')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    path.endsWith('.ts'),
  )
  expect(files.length).toBeGreaterThan(20)
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(everything(raw as Parser, text, { lang: 'ts' }), file).toEqual(
      everything(parsePlain, text, { lang: 'ts' }),
    )
  }
})

test('the fast parser is there on the platforms that allow it', () => {
  const allowed = process.platform !== 'win32' && ['x64', 'arm64'].includes(process.arch)
  expect(raw !== null).toBe(allowed)
})
