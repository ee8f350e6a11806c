import { posix } from 'node:path'
import type { Call, Run } from '../run.js'
import { textsOf } from '../texts.js'
import {
  choiceOf,
  type ExternalValue,
  itemsOf,
  recordOf,
  type RecordValue,
  textValue,
  unknown,
  type Value,
} from '../value.js'
import { createMap } from './on-map.js'

/** Functions of the language and of `path` and `url`; null for others. */
export function callGlobal(callee: ExternalValue, call: Call, run: Run): Value | null {
  const name = callee.path.filter(part => part !== 'default').join('.')
  const [first = unknown] = call.args
  switch (`${callee.package.replace(/^node:/, '')}.${name}`) {
    case 'path.join':
    case 'path.resolve':
    case 'path.posix.join':
      return joinPath(call.args)
    // From the folder of `import.meta.url`
    case 'desm.join':
      return joinPath([changeText(first, posix.dirname), ...call.args.slice(1)])
    case 'path.dirname':
      return changeText(first, posix.dirname)
    case 'global.URL':
      return joinUrl(call.args)
    case 'global.Map':
      return createMap(call.args[0])
    case 'global.Set':
    case 'global.Array.from':
      return call.args.length === 0 ? { kind: 'list', items: [] } : listOf(first)
    case 'url.fileURLToPath':
    case 'url.pathToFileURL':
    case 'global.String':
    case 'global.Promise.resolve':
    case 'global.Promise.all':
    case 'global.Object.freeze':
      return first
    case 'global.Object.values':
    case 'global.Object.keys':
    case 'global.Object.entries':
      return first.kind === 'record' ? listRecord(first, name) : null
    case 'global.Object.fromEntries':
      return recordOfPairs(first)
    case 'global.Object.assign':
      return assignAll(call.args, run)
    default:
      return null
  }
}

function listOf(value: Value): Value {
  const items = itemsOf(value)
  return items === null ? unknown : { kind: 'list', items: [...items] }
}

function joinPath(args: readonly Value[]): Value {
  const texts = args.map(arg => textsOf(arg).texts[0])
  if (texts.includes(undefined)) return unknown
  return textValue(posix.join(...(texts as string[])).replace(/(?<=.)\/$/, ''))
}

/** `new URL('./routes', import.meta.url)` */
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

function listRecord({ entries }: RecordValue, name: string): Value {
  const items = [...entries].map(([key, value]): Value => {
    if (name.endsWith('values')) return value
    return name.endsWith('keys') ? textValue(key) : { kind: 'list', items: [textValue(key), value] }
  })
  return { kind: 'list', items }
}

function recordOfPairs(pairs: Value): Value {
  const items = itemsOf(pairs)
  if (items === null) return unknown
  const record = recordOf({})
  for (const pair of items) {
    const [key = unknown, value = unknown] = itemsOf(pair) ?? []
    for (const name of textsOf(key).texts) record.entries.set(name, value)
  }
  return record
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
