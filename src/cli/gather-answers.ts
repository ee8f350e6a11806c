import { readFileSync } from 'node:fs'
import { decodeText } from '../kernel/config/decode-text.js'
import { locate } from '../kernel/config/place-tree.js'
import { readJson } from '../kernel/config/read-json.js'
import { describeFileError } from '../kernel/file-error.js'
import { refuse, UserError } from '../kernel/problem.js'
import { type Answers, type AnswersInput, answersSchema } from '../scaffold/answers.js'
import { type AnswersFile, completeAnswers } from '../scaffold/index.js'
import { askOptional, requireTexts } from './ask.js'
import { readEnvironment } from './environment.js'

export interface AnswersRequest {
  /** Answers from the command line. */
  readonly given: Readonly<Record<string, unknown>>
  readonly answersFile: string | null
  readonly yes: boolean
}

/** Answers from flags, file and, on a terminal, prompts; with the defaults for all that is not said. */
export async function gatherAnswers({ given, answersFile, yes }: AnswersRequest): Promise<Answers> {
  const environment = readEnvironment()
  const file = answersFile === null ? null : readAnswers(answersFile)
  const known: Readonly<Record<string, unknown>> = { ...file?.content, ...given }
  const asked: Record<string, unknown> = {}
  if (known.name === undefined) {
    const question = {
      flag: 'a name (banyan new shop)',
      message: promptOf('name'),
      given: undefined,
      check: (text: string) => faultOf('name', text.trim()),
    }
    const { name } = await requireTexts({ name: question }, environment)
    asked.name = name.trim()
  }
  const isOpen = known.modules === undefined && known.example === undefined
  if (isOpen && environment.interactive && !yes)
    asked.modules = splitNames(
      await askOptional(promptOf('modules'), text => faultOf('modules', splitNames(text))),
    )
  return completeAnswers({ flags: { ...given, ...asked } as AnswersInput, file })
}

function splitNames(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

function promptOf(name: 'name' | 'modules'): string {
  const { prompt } = answersSchema.shape[name].meta() as { readonly prompt: { readonly message: string } }
  return prompt.message
}

/** What is wrong with an answer, while it can still be put right; null when it is good. */
function faultOf(name: 'name' | 'modules', answer: unknown): string | null {
  const { error } = answersSchema.shape[name].safeParse(answer)
  return error === undefined ? null : `${error.issues.map(({ message }) => message).join('; ')}.`
}

/** JSON, with comments and trailing commas where somebody likes them. */
function readAnswers(file: string): AnswersFile {
  const text = decodeText(readBytes(file), file)
  const { value, places, syntax, duplicates } = readJson(file, text)
  const wrong = [...syntax, ...duplicates]
  if (wrong.length > 0) throw new UserError(wrong.map(problem => ({ ...problem, code: 'usage' })))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const way = 'Write answers by the names of the flags: { "name": "shop" }.'
    refuse('usage', `${file} holds no object.`, way, { file, line: 1, column: 1 })
  }
  return {
    name: file,
    content: value as Readonly<Record<string, unknown>>,
    locate: (path, at) => locate({ file, text, places }, path, at),
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const { reason } = describeFileError(error)
    const way = 'Name a JSON file: --answers answers.json.'
    return refuse('file-unreadable', `${file} cannot be read: ${reason}.`, way)
  }
}
