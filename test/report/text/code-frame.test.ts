import { expect, it } from 'vitest'
import { renderCodeFrame } from '../../../src/report/text/code-frame.js'
import { choosePalette } from '../../../src/report/text/palette.js'

const style = { palette: choosePalette(false), columns: 46 }
const frame = (line: string, column: number) =>
  renderCodeFrame([line], { file: 'a.ts', line: 1, column }, style)
const width = 40

it('shows a line that fits as it is', () => {
  expect(frame('x'.repeat(width), 1)).toEqual([`> 1 | ${'x'.repeat(width)}`, '    | ^'])
})

it('says where it cut a line that is one character too long', () => {
  const [line] = frame('x'.repeat(width + 1), 1)
  expect(line).toBe(`> 1 | ${'x'.repeat(width - 1)}…`)
})

it('shows the part around the place of a long line, with the caret below it', () => {
  const [line = '', caret = ''] = frame(`${'a'.repeat(200)}b${'c'.repeat(200)}`, 201)
  expect(line).toMatch(/^> 1 \| …a+bc+…$/)
  expect(caret.indexOf('^')).toBe(line.indexOf('b'))
})
