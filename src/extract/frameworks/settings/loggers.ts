import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { nameText } from '../survey/expressions.js'
import { madeAtTop } from './made-at-top.js'

/** What makes a logger, by package and name there. */
const loggers: Readonly<Record<string, readonly string[]>> = {
  '@nestjs/common': ['Logger', 'ConsoleLogger'],
  pino: ['default', 'pino'],
  winston: ['createLogger', 'Logger'],
  'nest-winston': ['WinstonModule.createLogger'],
  bunyan: ['createLogger'],
  log4js: ['getLogger'],
  loglevel: ['getLogger'],
  signale: ['Signale'],
  tslog: ['Logger'],
  consola: ['createConsola'],
  debug: ['default'],
}

const levels = new Set([
  'trace',
  'verbose',
  'debug',
  'log',
  'info',
  'warn',
  'error',
  'fatal',
  'silly',
  'http',
])

/** Loggers of libraries that files make, and classes that are one by form: three levels, and most methods are levels. */
export const loggerRoles: Reader = {
  packages: [],
  read: reading => {
    const { survey, draft } = reading
    for (const { id, origin, at } of madeAtTop(survey))
      if (loggers[origin.package]?.includes(origin.name)) draft.role(id, 'logger', { at })
    for (const each of survey.classes) readClass(reading, each)
  },
}

function readClass({ survey, draft }: Reading, node: ts.ClassLikeDeclaration): void {
  const names = node.members.filter(ts.isMethodDeclaration).flatMap(({ name }) => nameText(name) ?? [])
  const found = [...new Set(names.filter(each => levels.has(each)))]
  if (found.length < 3 || found.length * 2 <= names.length) return
  draft.role(survey.declared.idOf(node), 'logger', {
    at: node.name ?? node,
    text: `methods ${found.join(', ')}`,
  })
}
