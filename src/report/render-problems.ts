import { type Problem, problemTitles } from '../kernel/problem.js'
import { renderCodeFrame } from './text/code-frame.js'
import { choosePalette, type Palette } from './text/palette.js'
import { printable } from './text/printable.js'
import { readLines, type SourceLines } from './text/source-lines.js'
import { wrapText } from './text/wrap-text.js'

export interface ProblemOptions {
  readonly color: boolean
  /** Text of a file, null where it cannot be read; for the line that is shown. */
  readonly source: (file: string) => string | null
  /** Width of the text; 80 when left out. */
  readonly columns?: number
}

export interface TextStyle {
  readonly palette: Palette
  readonly columns: number
  readonly lines: SourceLines
}

/** Problems as text: title, place, the line with a caret, what is wrong, and the way out. */
export function renderProblems(problems: readonly Problem[], options: ProblemOptions): string {
  return renderProblemList(problems, {
    palette: choosePalette(options.color),
    columns: options.columns ?? 80,
    lines: readLines(options.source),
  })
}

export function renderProblemList(problems: readonly Problem[], style: TextStyle): string {
  return problems.map(problem => renderProblem(problem, style)).join('\n')
}

function renderProblem(problem: Problem, style: TextStyle): string {
  const { palette, columns } = style
  const indented = (text: string) => wrapText(printable(text), columns - 2).map(line => `  ${line}`)
  const lines = [palette.bold(palette.red(problemTitles[problem.code]))]
  if (problem.place) {
    const { file, line, column } = problem.place
    lines.push(`  ${palette.cyan(printable(`${file}:${line}:${column}`))}`)
  }
  lines.push(...problem.message.split('\n').flatMap(indented))
  const text = problem.place ? style.lines(problem.place.file) : null
  if (problem.place && text) {
    const frame = renderCodeFrame(text, problem.place, { palette, columns: columns - 4 })
    lines.push(...frame.map(line => `    ${line}`))
  }
  const hint = wrapText(printable(problem.hint), columns - 4)
  lines.push(...hint.map((line, at) => (at === 0 ? `  ${palette.green('→')} ${line}` : `    ${line}`)))
  return `${lines.join('\n')}\n`
}
