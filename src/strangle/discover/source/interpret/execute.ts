import type { Expression, Statement } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { openScope } from './scope.js'
import { itemsOf, optionsOf, textValue, unknown, type Value } from './value.js'

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
      runExpression(statement.expression, frame, run)
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

/** A file that is loaded and not used is loaded for its effects. */
function runExpression(expression: Expression, frame: Frame, run: Run): void {
  const value = run.evaluate(expression, frame)
  if (expression.kind !== 'load') return
  for (const option of optionsOf(value)) if (option.kind === 'module') run.exported(option.path, '*')
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
  if (by === 'value') return itemsOf(over) ?? [unknown]
  if (over.kind === 'list') return over.items.map((_, value): Value => ({ kind: 'constant', value }))
  if (over.kind === 'record') return [...over.entries.keys()].map(textValue)
  return [unknown]
}
