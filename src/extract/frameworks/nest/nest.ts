import { createContainer } from '../containers/container.js'
import type { Reader } from '../reading.js'
import { readCommands } from './commands.js'
import { readEnhancers } from './enhancers.js'
import { readInjections } from './injections.js'
import { readLifecycles } from './lifecycle.js'
import { readModules } from './modules.js'
import { readWorkers } from './workers.js'

/** NestJS: modules, providers, what they ask for, what stands in front of handlers, how long instances live. */
export const nest: Reader = {
  packages: ['@nestjs/common'],
  read: reading => {
    const container = createContainer()
    readModules({ ...reading, container })
    readInjections({ ...reading, container })
    container.settle(reading.draft)
    readEnhancers(reading)
    readLifecycles(reading)
    readWorkers(reading)
    readCommands(reading)
  },
}
