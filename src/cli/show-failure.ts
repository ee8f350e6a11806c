import os from 'node:os'
import { type Problem, problemTitles, UserError } from '../kernel/problem.js'
import { colorFor } from './color.js'
import { exitCodes } from './exit-codes.js'
import { tellInterrupted } from './interrupt.js'
import { stopProgress } from './progress.js'
import { note, tell } from './streams.js'
import { deriveUsageError } from './usage-error.js'
import { readProduct } from './product.js'
import { readSource } from './read-source.js'
import { currentSession } from './session.js'

const answered = new WeakSet<Error>()

/** Notes that a command has already answered with an error in the form that was asked for. */
export function markAnswered(error: Error): void {
  answered.add(error)
}

/** Tells why a command ended early, and answers with the exit code: 2 for the user, 130 for Ctrl-C, 3 for us. */
export async function showFailure(error: unknown, argv: readonly string[]): Promise<number> {
  stopProgress()
  if (isAbandonedPrompt(error)) {
    tellInterrupted()
    return exitCodes.interrupted
  }
  const refusal = error instanceof UserError ? error : deriveUsageError(error, nameCommand(argv))
  if (refusal) return showRefusal(refusal, argv)
  note(describeBug(error, argv))
  return exitCodes.bug
}

/** Ctrl-C while a question stands open. */
function isAbandonedPrompt(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)
}

async function showRefusal(error: UserError, argv: readonly string[]): Promise<number> {
  const { problems } = error
  const { renderProblems } = await import('../report/index.js')
  const root = currentSession()?.root
  const source = root === undefined ? () => null : readSource(root)
  note(
    renderProblems(problems, {
      color: colorFor('stderr', givenColor(argv)),
      source,
      columns: stderrColumns(),
    }),
  )
  if (wantsJson(argv) && !answered.has(error)) tell(renderJson(problems))
  return exitCodes.refused
}

/** A program that asked for JSON gets JSON, whatever happened. */
function renderJson(problems: readonly Problem[]): string {
  const titled = problems.map(problem => ({ ...problem, title: problemTitles[problem.code] }))
  return JSON.stringify({ schemaVersion: 1, verdict: 'untrusted', problems: titled }, null, 2)
}

function wantsJson(argv: readonly string[]): boolean {
  const flags = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  if (flags.some(flag => /^(--output|-o)/.test(flag))) return false
  return flags.some((flag, at) => {
    const value = /^(--format|-f)$/.test(flag) ? flags[at + 1] : /^(?:--format|-f)=(.*)$/.exec(flag)?.[1]
    return flag === '--json' || value === 'json'
  })
}

function stderrColumns(): number {
  return Math.min(Math.max(process.stderr.columns ?? 80, 40), 120)
}

function givenColor(argv: readonly string[]): boolean | undefined {
  if (argv.includes('--no-color')) return false
  return argv.includes('--color') ? true : undefined
}

function nameCommand(argv: readonly string[]): string {
  const words = argv.slice(0, argv.findIndex(word => word.startsWith('-')) >>> 0)
  const depth = words[0] === 'baseline' ? 2 : 1
  return ['banyan', ...words.slice(0, depth)].join(' ')
}

function describeBug(error: unknown, argv: readonly string[]): string {
  const product = readProduct()
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    'This is a bug in banyan, not in your project. Nothing was checked.',
    '',
    stack,
    '',
    `banyan ${product.version} · node ${process.version} · ${os.type()} ${os.release()} ${os.arch()}`,
    `command: banyan ${argv.join(' ')}`,
    '',
    `Please report the lines above${product.bugs === null ? ' to the maintainers of banyan' : ` at ${product.bugs}`}.`,
  ].join('\n')
}
