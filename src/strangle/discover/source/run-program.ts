import { callUncalled } from './call-uncalled.js'
import { knownCall } from './frameworks/known-call.js'
import { startByCli } from './frameworks/fastify-cli.js'
import { deriveNestRoutes } from './frameworks/nest/derive-nest-routes.js'
import { createRun } from './interpret/create-run.js'
import { mostSteps, type Run } from './interpret/run.js'
import type { Program } from './open-program.js'

/** Runs what a program does to set itself up, as far as it can be told from its text. */
export function runProgram({ outlines, entries, manifests }: Program): Run {
  const run = createRun(outlines, knownCall)
  for (const path of entries) run.exported(path, '*')
  for (const path of manifests) startByCli(path, run)
  callUncalled(entries, run)
  deriveNestRoutes(run)
  if (run.budget.steps > mostSteps) {
    const [file = ''] = entries
    run.troubles.push({ place: { file, line: 1 }, what: 'the program is too long to be followed to its end' })
  }
  return run
}
