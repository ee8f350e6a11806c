import { printable } from '../text/printable.js'

/**
 * Text for Markdown with no meaning of its own: no markup, no HTML, no `#12`, and no `@shop/identity`, which
 * would notify a team in every comment.
 */
export function escapeMarkdown(text: string): string {
  return printable(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_{}[\]<>|~&]/g, character => `&#${character.charCodeAt(0)};`)
    .replaceAll('#', (_, at: number, whole: string) => (whole[at - 1] === '&' ? '#' : '&#35;'))
    .replaceAll('@', '@&#8203;')
}

/** Code span; longer fences than any run of backticks in it, as CommonMark asks. */
export function codeSpan(text: string): string {
  const shown = printable(text)
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}
