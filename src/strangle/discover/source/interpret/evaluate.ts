import type { Expression } from '../../../../facts/index.js'
import { assignTo } from './assign.js'
import { createClass } from './create-class.js'
import { type Frame, mostSteps, type Run } from './run.js'
import { findBinding } from './scope.js'
import { joinTexts, textsOf } from './texts.js'
import {
  choiceOf,
  type FunctionValue,
  itemsOf,
  recordOf,
  type RecordValue,
  textValue,
  unknown,
  type Value,
} from './value.js'

/** The value of an expression. What is called on the way is run. */
export function evaluate(expression: Expression, frame: Frame, run: Run): Value {
  if (++run.budget.steps > mostSteps) return unknown
  const inner = (other: Expression) => evaluate(other, frame, run)
  switch (expression.kind) {
    case 'text':
      return textValue(expression.value)
    case 'constant':
    case 'regexp':
      return expression
    case 'joined':
      return joinTexts(expression.parts.map(inner))
    case 'name':
      return evaluateName(expression.name, frame)
    case 'this':
      return frame.self
    case 'import-meta':
      return importMeta(frame.file)
    case 'member':
      return evaluateMember(expression, frame, run)
    case 'call':
      return evaluateCall(expression, frame, run)
    case 'load':
      return evaluateLoad(expression, frame, run)
    case 'list':
      return { kind: 'list', items: evaluateItems(expression.items, frame, run) }
    case 'record':
      return evaluateRecord(expression, frame, run)
    case 'function':
      return createFunction(expression, frame, run)
    case 'class':
      return createClass(expression.class, frame, run)
    case 'choice':
      return choiceOf(expression.options.map(inner))
    case 'assign':
      return assignTo(expression.target, inner(expression.value), frame, run)
    case 'sequence':
      return expression.items.map(inner).at(-1) ?? unknown
    default:
      return unknown
  }
}

function evaluateName(name: string, { scope, file }: Frame): Value {
  const binding = findBinding(scope, name)
  if (binding !== null) return 'find' in binding ? binding.find() : binding.value
  if (name === '__dirname') return textValue(folderText(file))
  if (name === '__filename') return textValue(fileText(file))
  return name === 'undefined' ? unknown : { kind: 'external', package: 'global', path: [name] }
}

/** Paths of the tree as texts, so that `path.join(__dirname, 'routes')` can be followed. */
export const treeRoot = '/@tree'
const fileText = (file: string) => `${treeRoot}/${file}`
const folderText = (file: string) => fileText(file).replace(/\/[^/]*$/, '')

function importMeta(file: string): Value {
  return recordOf({
    dirname: textValue(folderText(file)),
    filename: textValue(fileText(file)),
    url: textValue(fileText(file)),
  })
}

type Of<Kind> = Extract<Expression, { kind: Kind }>

function evaluateMember({ of, name }: Of<'member'>, frame: Frame, run: Run): Value {
  if (of.kind === 'super') return superMember(name, frame, run)
  const owner = evaluate(of, frame, run)
  const { texts } = textsOf(evaluate(name, frame, run))
  if (texts.length > 0) return choiceOf(texts.map(text => run.member(owner, text)))
  return owner.kind === 'record' && owner.made === null ? anyEntry(owner) : unknown
}

/** An entry whose name only the run time knows: any of them, or one that is not seen. Routers are not guessed. */
function anyEntry({ entries }: RecordValue): Value {
  const known = [...entries.values()].filter(({ kind }) => kind !== 'router' && kind !== 'module')
  return choiceOf([...known, unknown])
}

function superMember(name: Expression, { home, self }: Frame, run: Run): Value {
  if (home?.base == null || name.kind !== 'text') return unknown
  const method = run.member({ kind: 'record', entries: new Map(), made: classOf(home.base) }, name.value)
  return method.kind === 'function' ? { ...method, self } : unknown
}

const classOf = (value: Value) => (value.kind === 'class' ? value : null)

function evaluateCall({ callee, args, made, line }: Of<'call'>, frame: Frame, run: Run): Value {
  const place = { file: frame.file, line }
  if (callee.kind === 'super') {
    const base = frame.home?.base ?? unknown
    const given = evaluateItems(args, frame, run)
    if (base.kind === 'class')
      run.call(
        { kind: 'method', of: base, name: 'constructor' },
        { args: [frame.self, ...given], made: false, place },
      )
    return frame.self
  }
  const target = evaluate(callee, frame, run)
  return run.call(target, { args: evaluateItems(args, frame, run), made, place })
}

function evaluateLoad({ specifier, line }: Of<'load'>, frame: Frame, run: Run): Value {
  const { texts } = textsOf(evaluate(specifier, frame, run))
  if (texts.length > 0) return choiceOf(texts.map(text => run.load(text, frame.file)))
  return {
    kind: 'result',
    of: { kind: 'external', package: 'global', path: ['import', String(line)] },
    args: [],
  }
}

function evaluateItems(items: readonly Expression[], frame: Frame, run: Run): Value[] {
  return items.flatMap(item => {
    if (item.kind !== 'spread') return [evaluate(item, frame, run)]
    const value = evaluate(item.of, frame, run)
    return itemsOf(value) ?? [unknown]
  })
}

function evaluateRecord({ entries }: Of<'record'>, frame: Frame, run: Run): Value {
  const record = recordOf({})
  for (const entry of entries) {
    if ('spread' in entry) {
      const other = evaluate(entry.spread, frame, run)
      if (other.kind === 'record') for (const [name, value] of other.entries) record.entries.set(name, value)
      continue
    }
    const value = evaluate(entry.value, frame, run)
    for (const name of textsOf(evaluate(entry.key, frame, run)).texts) record.entries.set(name, value)
  }
  // `this` in its methods
  for (const [name, value] of record.entries) {
    if (value.kind === 'function' && value.self === null) record.entries.set(name, { ...value, self: record })
  }
  return record
}

function createFunction({ function: outline }: Of<'function'>, frame: Frame, run: Run): Value {
  const self = frame.self.kind === 'unknown' ? null : frame.self
  const made: FunctionValue = {
    kind: 'function',
    outline,
    scope: frame.scope,
    file: frame.file,
    self,
    fields: new Map(),
  }
  run.functions.set(outline, made)
  return made
}
