import { describe, expect, it } from 'vitest'
import { findProcessWide } from '../../../src/extract/process-wide/find-process-wide.js'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { marks, openBorder } from '../asynchrony/open-border.js'

async function found(code: string, more: Readonly<Record<string, string>> = {}) {
  const files = { 'src/birds/birds.ts': code, ...more }
  const border = await openBorder(files, 'birds')
  const all = findProcessWide(border, deriveSeam(border.calls.program, 'birds'))
  return {
    kinds: all.map(({ kind }) => kind),
    at: all.map(({ place }) => `${place.file}:${place.line}:${place.column}`),
    wanted: marks(files),
  }
}

describe('what a module does to its process', () => {
  it.each([
    ['process-listener', `export const x = 1\n/*!*/process.on('SIGTERM', () => undefined)`],
    ['process-end', `export const stop = () => { /*!*/process.exit(1) }`],
    ['global', `export const fix = () => { /*!*/Math.random = () => 4 }`],
    ['environment', `export const zone = (name: string) => { /*!*/process.env.TZ = name }`],
    ['environment', `export const zone = () => { /*!*/delete process.env['TZ'] }`],
    ['global', `export const enter = (bird: string) => { /*!*/(globalThis as any).bird = bird }`],
    ['prototype', `/*!*/Object.assign(Array.prototype, { last() { return 1 } })\nexport const x = 1`],
    ['timer', `/*!*/setInterval(() => undefined, 1000)\nexport const x = 1`],
    [
      'database-trigger',
      `export const up = (db: any) => db.raw(/*!*/'create trigger counted after insert on birds')`,
    ],
    [
      'call-context',
      `import { ClsService } from 'nestjs-cls'
export class Birds { constructor(private readonly cls: ClsService) {} who() { return /*!*/this.cls.get('who') } }`,
    ],
  ])('%s: %s', async (kind, code) => {
    const { kinds, at, wanted } = await found(code)
    expect(kinds).toEqual([kind])
    expect(at).toEqual(wanted)
  })

  it('finds contexts that others open, also through a function of theirs', async () => {
    const context = `import { AsyncLocalStorage } from 'node:async_hooks'
export const walk = new AsyncLocalStorage<string>()
export const current = () => walk.getStore()
export const open = (name: string, work: () => void) => walk.run(name, work)`
    const { kinds, at, wanted } = await found(
      `import { current, walk } from '../walks/context'
export const direct = () => /*!*/walk.getStore()
export const through = () => /*!*/current()`,
      { 'src/walks/context.ts': context },
    )
    expect(kinds).toEqual(['call-context', 'call-context'])
    expect(at).toEqual(wanted)
  })

  it.each([
    [
      'a prototype of its own',
      `class Song {}\nObject.assign(Song.prototype, { sing() { return 1 } })\nexport const x = new Song()`,
    ],
    ['a timer that a function starts', `export const later = () => setInterval(() => undefined, 10)`],
    ['what a CommonJS file exports', `module.exports = { wren: 1 }\nexports.owl = 2`],
    ['the environment, when it is read', `export const zone = process.env.TZ`],
    [
      'a context that it opens by itself',
      `import { AsyncLocalStorage } from 'node:async_hooks'
const walk = new AsyncLocalStorage<string>()
export const go = (name: string) => walk.run(name, () => walk.getStore())`,
    ],
  ])('leaves out %s', async (_, code) => {
    expect((await found(code)).kinds).toEqual([])
  })
})
