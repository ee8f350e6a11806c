import { posix } from 'node:path'
import type { Call, Run } from './run.js'
import { textsOf } from './texts.js'
import { choiceOf, textValue, unknown, type ListValue, type RecordValue, type Value } from './value.js'

/** What the language and Node's own modules do with values; null for anything else. */
export function callBuiltin(callee: Value, call: Call, run: Run): Value | null {
  if (callee.kind === 'external') return callGlobal(callee.package, callee.path, call, run)
  if (callee.kind !== 'method') return null
  const { of, name } = callee
  switch (of.kind) {
    case 'list':
      return callOnList(of, name, call, run)
    case 'function':
      return callOnFunction(of, name, call, run)
    case 'text':
      return callOnText(of.text, name, call)
    case 'choice':
      return choiceOf(of.options.map(option => run.call(run.member(option, name), call)))
    default:
      return passes.has(name) ? callThen(of, call, run) : null
  }
}

/** Methods of promises. */
const passes: ReadonlySet<string> = new Set(['then', 'finally'])

function callThen(of: Value, call: Call, run: Run): Value {
  return call.args[0] === undefined ? of : run.call(call.args[0], { ...call, args: [of], made: false })
}

function callOnList({ items }: ListValue, name: string, call: Call, run: Run): Value | null {
  const [first = unknown] = call.args
  const each = (item: Value) => run.call(first, { ...call, args: [item], made: false })
  switch (name) {
    case 'forEach':
      items.forEach(each)
      return unknown
    case 'map':
      return { kind: 'list', items: items.map(each) }
    case 'flatMap':
    case 'flat': {
      const mapped = name === 'flat' ? items : items.map(each)
      return { kind: 'list', items: mapped.flatMap(item => (item.kind === 'list' ? item.items : [item])) }
    }
    case 'push':
    case 'unshift':
      items.push(...call.args)
      return unknown
    case 'concat':
      return {
        kind: 'list',
        items: [...items, ...call.args.flatMap(arg => (arg.kind === 'list' ? arg.items : [arg]))],
      }
    case 'filter':
    case 'slice':
    case 'sort':
    case 'reverse':
    case 'toSorted':
      return { kind: 'list', items }
    case 'find':
    case 'at':
      return choiceOf(items.length === 0 ? [unknown] : items)
    case 'join':
      return joinList(items, textsOf(first).texts[0] ?? ',')
    case 'reduce':
      return items.reduce(
        (sum, item) => run.call(first, { ...call, args: [sum, item], made: false }),
        call.args[1] ?? unknown,
      )
    default:
      return null
  }
}

function joinList(items: readonly Value[], separator: string): Value {
  const texts = items.map(item => textsOf(item))
  const plain = texts.every(({ texts: found, complete }) => complete && found.length === 1)
  return plain ? textValue(texts.map(({ texts: [text] }) => text).join(separator)) : unknown
}

function callOnFunction(of: Value, name: string, call: Call, run: Run): Value | null {
  if (name === 'bind') return of
  const [, ...others] = call.args
  if (name === 'call') return run.call(of, { ...call, args: others, made: false })
  if (name !== 'apply') return null
  return run.call(of, { ...call, args: others[0]?.kind === 'list' ? others[0].items : [], made: false })
}

function callOnText(text: string, name: string, { args }: Call): Value | null {
  const texts = args.map(arg => textsOf(arg).texts[0])
  const [first, second] = texts
  switch (name) {
    case 'toString':
    case 'trim':
      return textValue(text.trim())
    case 'toLowerCase':
      return textValue(text.toLowerCase())
    case 'concat':
      return texts.includes(undefined) ? unknown : textValue(text + texts.join(''))
    case 'replace':
      return first === undefined || second === undefined ? unknown : textValue(text.replace(first, second))
    case 'split':
      return first === undefined ? unknown : { kind: 'list', items: text.split(first).map(textValue) }
    default:
      return null
  }
}

function callGlobal(name: string, path: readonly string[], call: Call, run: Run): Value | null {
  const key = `${name.replace(/^node:/, '')}.${path.filter(part => part !== 'default').join('.')}`
  const [first = unknown] = call.args
  switch (key) {
    case 'path.join':
    case 'path.resolve':
    case 'path.posix.join':
      return joinPath(call.args)
    case 'path.dirname':
      return changeText(first, posix.dirname)
    case 'url.fileURLToPath':
    case 'url.pathToFileURL':
      return first
    case 'global.URL':
      return joinUrl(call.args)
    case 'global.String':
    case 'global.Promise.resolve':
    case 'global.Object.freeze':
    case 'global.Array.from':
      return first
    case 'global.Promise.all':
      return first
    case 'global.Object.values':
    case 'global.Object.keys':
    case 'global.Object.entries':
      return first.kind === 'record' ? listRecord(first, key) : null
    case 'global.Object.assign':
      return assignAll(call.args, run)
    default:
      return null
  }
}

function joinPath(args: readonly Value[]): Value {
  const texts = args.map(arg => textsOf(arg).texts[0])
  if (texts.includes(undefined)) return unknown
  return textValue(posix.join(...(texts as string[])).replace(/(?<=.)\/$/, ''))
}

function joinUrl([relative = unknown, base = unknown]: readonly Value[]): Value {
  const [path] = textsOf(relative).texts
  const [from] = textsOf(base).texts
  if (path === undefined || from === undefined || !path.startsWith('.')) return unknown
  return textValue(posix.join(posix.dirname(from), path).replace(/\/$/, ''))
}

function changeText(value: Value, change: (text: string) => string): Value {
  const { texts } = textsOf(value)
  return texts.length === 0 ? unknown : choiceOf(texts.map(text => textValue(change(text))))
}

function listRecord({ entries }: RecordValue, key: string): Value {
  const items = [...entries].map(([name, value]): Value => {
    if (key.endsWith('values')) return value
    return key.endsWith('keys') ? textValue(name) : { kind: 'list', items: [textValue(name), value] }
  })
  return { kind: 'list', items }
}

function assignAll([target = unknown, ...sources]: readonly Value[], run: Run): Value {
  if (target.kind !== 'record' && target.kind !== 'function') return target
  const fields = target.kind === 'record' ? target.entries : target.fields
  for (const source of sources) {
    if (source.kind !== 'record') continue
    for (const name of source.entries.keys()) fields.set(name, run.member(source, name))
  }
  return target
}
