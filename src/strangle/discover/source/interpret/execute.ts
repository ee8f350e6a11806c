import type { Statement } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { openScope } from './scope.js'
import { textValue, unknown, type Value } from './value.js'

/** Runs statements one after the other, up to a `return` that is certain. */
export function execute(statements: readonly Statement[], frame: Frame, run: Run): void {
  for (const statement of statements) {
    executeOne(statement, frame, run)
    if (statement.kind === 'return' && !frame.conditional) return
  }
}

function executeOne(statement: Statement, frame: Frame, run: Run): void {
  switch (statement.kind) {
    case 'declare': {
      const value = statement.value === null ? unknown : run.evaluate(statement.value, frame)
      run.bind(statement.pattern, value, frame)
      break
    }
    case 'run':
      run.evaluate(statement.expression, frame)
      break
    case 'return':
      frame.returns.push(statement.value === null ? unknown : run.evaluate(statement.value, frame))
      break
    case 'block':
      run.execute(statement.body, { ...frame, scope: openScope(frame.scope) })
      break
    case 'branch':
      for (const way of statement.ways) {
        run.execute(way, { ...frame, scope: openScope(frame.scope), conditional: true })
      }
      break
    case 'loop':
      executeLoop(statement, frame, run)
      break
    // What concerns other files was done before the first statement ran.
    case 'import':
    case 'export':
    case 'export-from':
      break
  }
}

function executeLoop({ each, body }: Extract<Statement, { kind: 'loop' }>, frame: Frame, run: Run): void {
  const rounds = each === null ? [null] : roundsOf(run.evaluate(each.over, frame), each.by)
  for (const value of rounds) {
    const inside = { ...frame, scope: openScope(frame.scope), conditional: true }
    if (each !== null) run.bind(each.pattern, value ?? unknown, inside)
    run.execute(body, inside)
  }
}

function roundsOf(over: Value, by: 'value' | 'key'): readonly Value[] {
  if (over.kind === 'list' && by === 'value') return over.items
  if (over.kind === 'record' && by === 'key') return [...over.entries.keys()].map(textValue)
  return [unknown]
}
