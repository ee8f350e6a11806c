import type { Program } from '../program/program.js'
import { classRoles } from './class-roles/class-roles.js'
import { awilix } from './containers/awilix.js'
import { byHand } from './containers/by-hand.js'
import { inversify } from './containers/inversify.js'
import { tsyringe } from './containers/tsyringe.js'
import { typedi } from './containers/typedi.js'
import { customDecorators } from './custom-decorators/custom-decorators.js'
import type { FrameworkFacts } from './framework.js'
import { messages } from './messages/messages.js'
import { decoratedEntryPoints } from './nest/entry-points.js'
import { nest } from './nest/nest.js'
import type { Reader } from './reading.js'
import { routers } from './routers/read-routers.js'
import { configurationRoles } from './settings/configuration.js'
import { loggerRoles } from './settings/loggers.js'
import { createDraft } from './survey/draft.js'
import { survey as surveyProgram } from './survey/survey.js'
import { timers } from './timers/timers.js'

const readers: readonly Reader[] = [
  classRoles,
  decoratedEntryPoints,
  nest,
  messages,
  routers,
  timers,
  tsyringe,
  inversify,
  typedi,
  awilix,
  byHand,
  loggerRoles,
  configurationRoles,
  customDecorators,
]

/** What the frameworks and containers that a program imports say of its declarations. */
export function readFrameworks(program: Program): FrameworkFacts {
  const survey = surveyProgram(program)
  const draft = createDraft(program)
  for (const { packages, read } of readers)
    if (packages.length === 0 || packages.some(each => survey.packages.has(each))) read({ survey, draft })
  return draft.finish()
}
