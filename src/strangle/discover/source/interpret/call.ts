import { callBuiltin } from './builtins/call-builtin.js'
import { frameOfClass, lineage } from './create-class.js'
import { type Call, type Frame, mostDepth, mostSteps, type Run } from './run.js'
import { openScope } from './scope.js'
import {
  choiceOf,
  type ClassValue,
  type FunctionValue,
  optionsOf,
  recordOf,
  unknown,
  type Value,
} from './value.js'

/** What frameworks know about a call; null where they know nothing. */
export type KnownCall = (callee: Value, call: Call, run: Run) => Value | null

/** Calls a value. Functions given to something that is not known may be called by it: they are run as well. */
export function createCall(known: KnownCall): (callee: Value, call: Call, run: Run) => Value {
  const callOne = (callee: Value, call: Call, run: Run): Value => {
    switch (callee.kind) {
      case 'choice':
        return choiceOf(callee.options.map(option => callOne(option, call, run)))
      case 'function':
        return invoke(callee, call, run)
      case 'module':
        return callOne(defaultOf(callee.path, run), call, run)
      case 'class':
        return call.made ? instantiate(callee, call.args, run) : unknown
    }
    if (callee.kind === 'method' && callee.of.kind === 'class' && callee.name === 'constructor') {
      const [self = unknown, ...args] = call.args
      return construct(callee.of, self, args, run)
    }
    const answer = known(callee, call, run) ?? callBuiltin(callee, call, run)
    if (answer !== null) return answer
    if (callee.kind === 'result') return mark(callee, call)
    callBack(call, run)
    return callee.kind === 'external' ? { kind: 'result', of: callee, args: call.args } : unknown
  }
  return callOne
}

function defaultOf(path: string, run: Run): Value {
  const whole = run.exported(path, '*')
  return whole.kind === 'unknown' ? run.exported(path, 'default') : whole
}

/** A decorator that meets its class. */
function mark(result: Extract<Value, { kind: 'result' }>, { args }: Call): Value {
  const [owner] = args
  if (owner?.kind === 'class') owner.marks.push(result)
  return unknown
}

function callBack({ args, place }: Call, run: Run): void {
  for (const arg of args) {
    if (arg.kind !== 'function' || run.settled.has(arg.outline)) continue
    run.call(arg, { args: [], made: false, place })
  }
}

function invoke(callee: FunctionValue, { args, made }: Call, run: Run): Value {
  const { outline, scope, file, self } = callee
  run.settled.add(outline)
  if (run.budget.depth >= mostDepth || run.budget.steps > mostSteps || run.active.has(outline)) return unknown
  const plain = args.every(isPlain)
  if (plain && (run.idleSteps.get(outline) ?? 0) > mostIdleSteps) return unknown
  const [steps, effects] = [run.budget.steps, effectsOf(run)]
  const returns: Value[] = []
  const inside = made ? recordOf({}) : (self ?? unknown)
  const home = self?.kind === 'record' ? (lineage(self.made).find(one => one.scope === scope) ?? null) : null
  const frame: Frame = { file, scope: openScope(scope), self: inside, home, returns, conditional: false }
  run.budget.depth++
  run.active.add(outline)
  bindParameters(callee, args, frame, run)
  run.execute(outline.body, frame)
  run.active.delete(outline)
  run.budget.depth--
  if (plain && effectsOf(run) === effects) {
    run.idleSteps.set(outline, (run.idleSteps.get(outline) ?? 0) + run.budget.steps - steps)
  }
  const given = returns.filter(value => value.kind !== 'unknown')
  if (given.length > 0) return choiceOf(given.length === returns.length ? given : returns)
  return made ? inside : unknown
}

/** So many steps of a function that registers nothing tell that it is about something else. */
const mostIdleSteps = 20_000

/** Nothing that routes could be registered with or by. */
function isPlain(value: Value): boolean {
  if (value.kind === 'list') return value.items.every(isPlain)
  return value.kind === 'unknown' || value.kind === 'constant' || value.kind === 'text'
}

function effectsOf({ routers }: Run): number {
  return routers.reduce((sum, { entries }) => sum + entries.length, routers.length)
}

function bindParameters({ outline }: FunctionValue, args: readonly Value[], frame: Frame, run: Run): void {
  outline.parameters.forEach(({ pattern, field }, at) => {
    const rest: Value = { kind: 'list', items: args.slice(at) }
    const value = pattern.kind === 'rest' ? rest : (args[at] ?? unknown)
    run.bind(pattern, value, frame)
    const named = pattern.kind === 'default' ? pattern.pattern : pattern
    if (field && named.kind === 'name' && frame.self.kind === 'record')
      frame.self.entries.set(named.name, value)
  })
}

export function instantiate(owner: ClassValue, args: readonly Value[], run: Run): Value {
  const self = { ...recordOf({}), made: owner }
  construct(owner, self, args, run)
  return self
}

/** Fields and constructor of a class, on an object of it or of a class below. */
function construct(owner: ClassValue, self: Value, args: readonly Value[], run: Run): Value {
  if (self.kind !== 'record' || run.budget.depth >= mostDepth) return self
  const { outline, base, file } = owner
  const frame = frameOfClass(owner, self)
  const setUp = outline.members.find(({ name, kind }) => name === 'constructor' && kind === 'method')
  const place = { file, line: outline.line }
  if (setUp === undefined && base?.kind === 'class') construct(base, self, args, run)
  for (const { kind, static: isStatic, name, value } of outline.members) {
    if (kind !== 'field' || isStatic) continue
    if (value !== null || !self.entries.has(name)) {
      self.entries.set(name, value === null ? unknown : run.evaluate(value, frame))
    }
  }
  if (setUp?.value == null) return self
  for (const callee of optionsOf(run.evaluate(setUp.value, frame))) {
    run.call(callee, { args, made: false, place })
  }
  return self
}
