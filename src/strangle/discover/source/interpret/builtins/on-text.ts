import type { Call } from '../run.js'
import { textsOf } from '../texts.js'
import { textValue, unknown, type Value } from '../value.js'

/** Methods of strings. */
export function callOnText(text: string, name: string, { args }: Call): Value | null {
  const texts = args.map(arg => textsOf(arg).texts[0])
  const [first, second] = texts
  switch (name) {
    case 'toString':
      return textValue(text)
    case 'trim':
      return textValue(text.trim())
    case 'toLowerCase':
      return textValue(text.toLowerCase())
    case 'slice':
    case 'substring': {
      const [from, to] = args.map(arg => (arg.kind === 'constant' ? arg.value : null))
      if (typeof from !== 'number' || (to !== undefined && typeof to !== 'number')) return unknown
      return textValue(name === 'slice' ? text.slice(from, to) : text.substring(from, to))
    }
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
