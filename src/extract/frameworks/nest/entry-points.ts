import type { EntryPoint } from '../framework.js'
import type { Reader, Reading } from '../reading.js'
import { decorationsOf } from '../survey/decorators.js'
import { nameText } from '../survey/expressions.js'
import { lineageOf, methodsOf } from '../survey/heritage.js'
import type { Handler } from './handler.js'
import { commandName } from './commands.js'
import { fieldName } from './graphql-fields.js'
import { jobName } from './job-names.js'
import { messageName } from './message-names.js'
import { routeNames } from './route-names.js'

/** Names of the entry points that a decorator makes of a member; none when it makes none. */
type NameEntries = (handler: Handler) => readonly string[]

const one =
  (name: (handler: Handler) => string | null): NameEntries =>
  handler => {
    const found = name(handler)
    return found === null ? [] : [found]
  }

const naming: readonly (readonly [EntryPoint['kind'], NameEntries])[] = [
  ['http', routeNames],
  ['graphql', one(fieldName)],
  ['socket', one(handler => messageName('socket', handler))],
  ['message', one(handler => messageName('message', handler))],
  ['job', one(jobName)],
  ['command-line', one(commandName)],
]

/** Members that the outside calls, by their decorators. A class also answers through what it inherits. */
export const decoratedEntryPoints: Reader = {
  packages: [
    '@nestjs/common',
    '@nestjs/graphql',
    '@nestjs/websockets',
    '@nestjs/microservices',
    '@nestjs/schedule',
    '@nestjs/bull',
    '@nestjs/bullmq',
    '@golevelup/nestjs-rabbitmq',
    'type-graphql',
    'routing-controllers',
    'tsoa',
    'inversify-express-utils',
    '@inversifyjs/http-core',
  ],
  read: reading => {
    for (const each of reading.survey.classes) readClass(reading, each)
  },
}

function readClass(reading: Reading, node: Reading['survey']['classes'][number]): void {
  const { survey } = reading
  const owner = decorationsOf(survey, node)
  if (owner.length === 0) return
  const seen = new Set<string>()
  for (const declaring of lineageOf(survey, node))
    for (const method of methodsOf(declaring)) {
      const member = method.name === undefined ? null : nameText(method.name)
      if (member === null || seen.has(member)) continue
      seen.add(member)
      const handler = `${declaring.name?.text ?? 'default'}.${member}`
      for (const decoration of decorationsOf(survey, method))
        addEntries(reading, { survey, owner, decoration, member }, handler)
    }
}

function addEntries({ draft }: Reading, handler: Handler, name: string): void {
  for (const [kind, namesOf] of naming)
    for (const each of namesOf(handler))
      draft.entry({ kind, name: each, handler: name, at: handler.decoration.at })
}
