import type { ActiveRule, ImportSite, PathStep } from '../explanation.js'

/** `3 imports`, `1 import`. */
export function amount(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

export function place({ file, line, column }: ImportSite): string {
  return `${file}:${line}:${column}`
}

export function indent(lines: readonly string[], width = 2): string[] {
  return lines.map(line => (line === '' ? '' : `${' '.repeat(width)}${line}`))
}

/** A heading with lines under it; nothing when there are none. */
export function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...indent(lines)]
}

/** Rows with their first cells aligned. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`.trimEnd())
}

export function describeSteps(path: readonly PathStep[]): string[] {
  const nodes = path.map(step => `→ ${step.to}${step.toModule === null ? '' : `  (${step.toModule})`}`)
  const start = path[0]
  const first = start ? [`${start.from}${start.fromModule === null ? '' : `  (${start.fromModule})`}`] : []
  return [
    ...first,
    ...path.flatMap((step, at) => [
      `    line ${step.site.line}: ${step.site.form} '${step.site.specifier}'`,
      nodes[at] ?? '',
    ]),
  ]
}

export function describeRules(rules: readonly ActiveRule[]): string[] {
  return columns(
    rules.map(({ rule, severity, setBy, options }) => {
      const settings = Object.keys(options).length === 0 ? '' : ` ${JSON.stringify(options)}`
      return [rule, `${severity}, ${setBy === 'config' ? 'set by the config' : 'by default'}${settings}`]
    }),
  )
}

/** Prose in lines of at most 76 characters; a longer word stands alone. */
export function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > 76) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
