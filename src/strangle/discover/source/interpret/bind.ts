import type { Pattern } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { declareName } from './scope.js'
import { choiceOf, optionsOf, unknown, type Value } from './value.js'

/** Gives the names of a pattern their values. */
export function bind(pattern: Pattern, value: Value, frame: Frame, run: Run): void {
  switch (pattern.kind) {
    case 'name':
      declareName(frame.scope, pattern.name, value)
      break
    case 'rest':
      run.bind(pattern.pattern, value, frame)
      break
    case 'default': {
      const otherwise = run.evaluate(pattern.value, frame)
      const missing = value.kind === 'unknown'
      run.bind(pattern.pattern, missing ? otherwise : value, frame)
      break
    }
    case 'record':
      for (const { key, pattern: inner } of pattern.entries) {
        const taken = inner.kind === 'rest' ? value : key === null ? unknown : run.member(value, key)
        run.bind(inner, taken, frame)
      }
      break
    case 'list':
      pattern.items.forEach((item, at) => {
        if (item !== null) run.bind(item, itemAt(value, at, item.kind === 'rest'), frame)
      })
  }
}

function itemAt(value: Value, at: number, rest: boolean): Value {
  const items = optionsOf(value).map((option): Value => {
    if (option.kind !== 'list') return unknown
    return rest ? { kind: 'list', items: option.items.slice(at) } : (option.items[at] ?? unknown)
  })
  return choiceOf(items)
}
