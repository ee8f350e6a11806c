import { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import type { Handler } from './handler.js'

/** Commands of nest-commander: `@Command({ name: 'import' })` on a class with `run`. */
export function readCommands({ survey, draft }: Reading): void {
  for (const each of survey.classes) {
    const command = findDecoration(decorationsOf(survey, each), ['nest-commander'], ['Command', 'SubCommand'])
    const [first] = command?.args ?? []
    const options = first === undefined ? null : bareExpression(first)
    if (command === undefined || options === null || !ts.isObjectLiteralExpression(options)) continue
    const name = propertyOf(options, 'name')
    if (name === null) continue
    const handler = `${each.name?.text ?? 'default'}.run`
    draft.entry({ kind: 'command-line', name: survey.texts.orWritten(name), handler, at: command.at })
  }
}

/** Methods that `nestjs-console` and `nestjs-command` run: `@Command({ command: 'import <file>' })`. */
export function commandName({ survey, decoration: { origin, args } }: Handler): string | null {
  if (origin === null || origin.name !== 'Command' || !libraries.includes(origin.package)) return null
  const [first] = args
  const command =
    first !== undefined && ts.isObjectLiteralExpression(first) ? propertyOf(first, 'command') : null
  return command === null ? null : survey.texts.orWritten(command)
}

const libraries = ['nestjs-console', 'nestjs-command']
