import type { Outlines } from '../../../../facts/index.js'
import { bind } from './bind.js'
import { createCall, type KnownCall } from './call.js'
import { evaluate } from './evaluate.js'
import { execute } from './execute.js'
import { memberOf } from './member.js'
import { createModules } from './modules.js'
import type { Run } from './run.js'

/** A run that has not looked at any file yet. */
export function createRun(outlines: Outlines, known: KnownCall): Run {
  const modules = createModules(outlines, () => run)
  const call = createCall(known)
  const run: Run = {
    outlines,
    routers: [],
    classes: [],
    functions: new Map(),
    settled: new Set(),
    active: new Set(),
    idleSteps: new Map(),
    settings: new Map(),
    troubles: [],
    budget: { steps: 0, depth: 0 },
    evaluate: (expression, frame) => evaluate(expression, frame, run),
    execute: (statements, frame) => execute(statements, frame, run),
    bind: (pattern, value, frame) => bind(pattern, value, frame, run),
    call: (callee, given) => call(callee, given, run),
    member: (of, name) => memberOf(of, name, run),
    exported: modules.exported,
    load: modules.load,
  }
  return run
}
