import type { Place } from '../../kernel/finding.js'
import type { Palette } from './palette.js'
import { printable } from './printable.js'

interface FrameStyle {
  readonly palette: Palette
  /** Width available to the whole frame. */
  readonly columns: number
}

/** Lines shown before and after the one that matters. */
const context = 1

const isWide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e\ud840-\ud87f]/

/** Cells a terminal needs; a surrogate pair is two units and, being an emoji or a rare ideograph, two cells. */
const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (isWide.test(character) ? 2 : 1), 0)

const expandTabs = (text: string): string => text.replaceAll('\t', '  ')

/** A part of a long line around the place, so that one line of a bundle does not flood the screen. */
function cutAround(line: string, column: number, width: number): { before: string; after: string } {
  const at = Math.min(Math.max(column - 1, 0), line.length)
  const before = printable(expandTabs(line.slice(Math.max(0, at - width), at)))
  const after = printable(expandTabs(line.slice(at, at + width + 1)))
  if (widthOf(before) + widthOf(after) <= width && at <= width) return { before, after }
  const room = Math.floor(width / 2)
  const shownBefore = widthOf(before) > room ? `…${before.slice(-(room - 1))}` : before
  const left = width - widthOf(shownBefore)
  return { before: shownBefore, after: widthOf(after) > left ? `${after.slice(0, left - 1)}…` : after }
}

/**
 * The line of a place with its neighbours and a caret under the column; empty when the place is not in the
 * file any more.
 */
export function renderCodeFrame(
  lines: readonly string[],
  place: Place,
  style: FrameStyle,
): readonly string[] {
  if (place.line < 1 || place.line > lines.length) return []
  const { palette } = style
  const first = Math.max(1, place.line - context)
  const last = Math.min(lines.length, place.line + context)
  const gutter = String(last).length
  const width = Math.max(20, style.columns - gutter - 5)
  const frame: string[] = []
  for (let number = first; number <= last; number += 1) {
    const text = lines[number - 1] ?? ''
    const label = String(number).padStart(gutter)
    if (number !== place.line) {
      const shown = cutAround(text, 1, width)
      frame.push(palette.dim(`  ${label} | ${shown.before}${shown.after}`.trimEnd()))
      continue
    }
    const { before, after } = cutAround(text, place.column, width)
    frame.push(`${palette.red('>')} ${palette.dim(`${label} |`)} ${before}${after}`.trimEnd())
    frame.push(
      `  ${' '.repeat(gutter)} ${palette.dim('|')} ${' '.repeat(widthOf(before))}${palette.red('^')}`,
    )
  }
  return frame
}
