import { refuse } from '../kernel/problem.js'
import type { Environment } from './environment.js'
import { stopProgress } from './progress.js'

interface Question {
  /** The flag that answers it without a terminal: `--reason`. */
  readonly flag: string
  readonly message: string
}

export interface TextQuestion extends Question {
  /** Value of the flag, when given. */
  readonly given: string | undefined
  /** What is wrong with an answer; null when it is good. Not empty is checked anyway. */
  readonly check?: (text: string) => string | null
}

/**
 * Answers that a command cannot do without: from the flag, else asked for. Without a terminal, one error names
 * all flags that are missing.
 */
export async function requireTexts<Name extends string>(
  questions: Readonly<Record<Name, TextQuestion>>,
  environment: Environment,
): Promise<Readonly<Record<Name, string>>> {
  const asked = Object.entries<TextQuestion>(questions)
  const missing = asked.filter(([, question]) => question.given === undefined)
  if (missing.length > 0 && !environment.interactive)
    refuseMissing(missing.map(([, question]) => question.flag))
  const answers: [string, string][] = []
  for (const [name, { given, message, check }] of asked)
    answers.push([name, given ?? (await askText(message, check))])
  return Object.fromEntries(answers) as Record<Name, string>
}

function refuseMissing(flags: readonly string[]): never {
  const names = flags.join(', ')
  return refuse(
    'usage',
    `Nobody can be asked here, and ${names} ${flags.length === 1 ? 'is' : 'are'} missing.`,
    `Give ${names}.`,
  )
}

type Check = NonNullable<TextQuestion['check']>

async function askText(message: string, check: Check = () => null): Promise<string> {
  const validate = (text: string) =>
    text.trim() === '' ? 'Write at least a word, or press Ctrl-C to stop.' : (check(text) ?? true)
  const { answer } = await prompt({ type: 'input', message, validate })
  return String(answer)
}

/** A text that may be empty. */
export async function askOptional(message: string, check: Check): Promise<string> {
  const validate = (text: string) => check(text) ?? true
  const { answer } = await prompt({ type: 'input', message, validate })
  return String(answer)
}

export interface Choice {
  readonly value: string
  /** What is shown. */
  readonly name: string
}

/** Some of a list; all of them are marked at first, and one must stay. */
export async function askSome(message: string, choices: readonly Choice[]): Promise<readonly string[]> {
  const { answer } = await prompt({
    type: 'checkbox',
    message,
    choices: choices.map(choice => ({ ...choice, short: choice.value, checked: true })),
    required: true,
    pageSize: 15,
    loop: false,
  })
  return answer as readonly string[]
}

export async function askYesNo(message: string, fallback: boolean): Promise<boolean> {
  const { answer } = await prompt({ type: 'confirm', message, default: fallback })
  return answer === true
}

/** Prompts go to stderr: stdout is for the result. */
async function prompt(question: Readonly<Record<string, unknown>>): Promise<{ readonly answer: unknown }> {
  stopProgress()
  const { createPromptModule } = await import('inquirer')
  const ask = createPromptModule({ output: process.stderr })
  return ask([{ ...question, name: 'answer' } as never]) as Promise<{ readonly answer: unknown }>
}
