import { nearestName } from '../kernel/nearest.js'
import { refuse } from '../kernel/problem.js'
import { note, tell } from './streams.js'
import { assertNoFolder, writeReport } from './write-file.js'

/** One rendering of the result and where it goes: a file, or stdout when null. */
export interface OutputTarget<Format extends string> {
  readonly format: Format
  readonly file: string | null
}

export interface OutputFlags {
  readonly format?: string
  readonly json: boolean
  readonly output?: string
  readonly quiet: boolean
  /** `--report FORMAT=FILE`, besides the main result. */
  readonly report?: readonly string[]
}

/**
 * What to render and where to: the main result first, then each `--report`. Everything that is wrong with the
 * places is told before the work starts.
 */
export function chooseOutputs<const Format extends string>(
  flags: OutputFlags,
  formats: readonly [Format, ...Format[]],
): readonly [OutputTarget<Format>, ...OutputTarget<Format>[]] {
  const format = flags.json
    ? assertFormat('json', formats)
    : assertFormat(flags.format ?? formats[0], formats)
  const main = { format, file: flags.output ?? null }
  const reports = (flags.report ?? []).map(text => parseReport(text, formats))
  const files = [main, ...reports].flatMap(target => (target.file === null ? [] : [target.file]))
  for (const file of files) assertNoFolder(file)
  assertDifferent(files)
  return [main, ...reports]
}

function parseReport<Format extends string>(text: string, formats: readonly Format[]): OutputTarget<Format> {
  const at = text.indexOf('=')
  const file = text.slice(at + 1)
  if (at < 1 || file === '') {
    return refuse(
      'usage',
      `--report ${text} does not say both a format and a file.`,
      'Write it as --report sarif=banyan.sarif.',
    )
  }
  return { format: assertFormat(text.slice(0, at), formats), file }
}

function assertFormat<Format extends string>(name: string, formats: readonly Format[]): Format {
  const format = formats.find(known => known === name)
  if (format !== undefined) return format
  return refuse('usage', `There is no format ${name}.`, suggest(name, formats))
}

function assertDifferent(files: readonly string[]): void {
  const twice = files.find((file, at) => files.indexOf(file) !== at)
  if (twice === undefined) return
  refuse('usage', `Two results are to be written to ${twice}.`, 'Give each its own file.')
}

/** `Did you mean x? Choose from: …` */
export function suggest(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  const all = `Choose from: ${known.join(', ')}.`
  return nearest === null ? all : `Did you mean ${nearest}? ${all}`
}

/** Renders each target and puts it in its place. */
export async function deliver<Format extends string>(
  targets: readonly OutputTarget<Format>[],
  quiet: boolean,
  render: (format: Format, toScreen: boolean) => Promise<string> | string,
): Promise<void> {
  const texts = await Promise.all(targets.map(({ format, file }) => render(format, file === null)))
  for (const [at, target] of targets.entries()) place(target, texts[at] ?? '', quiet)
}

/** A result that has nothing to say is silent on the screen, and an empty file. */
function place({ format, file }: OutputTarget<string>, text: string, quiet: boolean): void {
  if (file === null) {
    if (text !== '') tell(text)
    return
  }
  writeReport(file, text === '' || text.endsWith('\n') ? text : `${text}\n`)
  if (!quiet) note(`Wrote ${file} (${format}).`)
}
