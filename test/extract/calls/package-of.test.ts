import { ts } from 'ts-morph'
import { describe, expect, it } from 'vitest'
import { packageOf } from '../../../src/extract/calls/package-of.js'
import { openFiles } from '../asynchrony/open-border.js'

/** The package of the value that is called last. */
async function packageIn(code: string): Promise<string | null> {
  const program = await openFiles({ 'src/birds/birds.ts': code })
  const statement = program.fileAt('src/birds/birds.ts')?.source.statements.at(-1)
  if (statement === undefined || !ts.isExpressionStatement(statement)) throw new Error('no call')
  return packageOf(statement.expression, program)
}

describe('a value comes from', () => {
  it.each([
    [
      'the package that made it',
      "import express from 'express'\nconst app = express()\napp.use('/')",
      'express',
    ],
    [
      'the package of its type',
      "import type { Bus } from 'bus'\ndeclare const bus: Bus\nbus.emit('nest')",
      'bus',
    ],
    [
      'none, where a value and its type share a name',
      'interface Nest { build(): void }\ndeclare const Nest: Nest\nNest.build()',
      null,
    ],
  ])('%s', async (_, code, expected) => {
    expect(await packageIn(code)).toBe(expected)
  })
})
