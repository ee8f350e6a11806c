import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node, parseTree } from 'jsonc-parser'

type Value = string | number | boolean | readonly string[]

/** Sets a property, or takes it out when the value is undefined. Comments and layout stay; an object on one line stays there. */
export function setProperty(text: string, at: JSONPath, name: string, value: Value | undefined): string {
  const object = nodeAt(text, at)
  const inline = object !== undefined && !slice(text, object).includes('\n')
  const edits = modify(
    text,
    [...at, name],
    value,
    inline ? {} : { formattingOptions: { insertSpaces: true, tabSize: 2, eol: lineEnd(text) } },
  )
  return applyEdits(
    text,
    edits.map(edit => ({ ...edit, content: edit.content.replace(/^,(?=")/, ', ') })),
  )
}

/** Puts an object behind the last element of an array, on a line of its own where that one has one; makes the array if there is none. */
export function appendElement(text: string, name: string, fields: Readonly<Record<string, Value>>): string {
  const array = nodeAt(text, [name])
  if (array === undefined) {
    const formattingOptions = { insertSpaces: true, tabSize: 2, eol: lineEnd(text) }
    return applyEdits(text, modify(text, [name], [fields], { formattingOptions }))
  }
  const content = renderInline(fields)
  const last = array.children?.at(-1)
  return last === undefined
    ? fillEmpty(text, array, content)
    : insertBehind(text, { last, content, separator: separatorBefore(text, last) })
}

function fillEmpty(text: string, { offset, length }: Node, content: string): string {
  const indent = indentAt(text, offset)
  const end = lineEnd(text)
  const remarks = text.slice(offset + 1, offset + length - 1).trimEnd()
  const filled = `[${remarks}${end}${indent}  ${content}${end}${indent}]`
  return text.slice(0, offset) + filled + text.slice(offset + length)
}

/** A remark on the line of the last element stays with it, and so does the habit of a comma behind the last one. */
function insertBehind(
  text: string,
  { last, content, separator }: { readonly last: Node; readonly content: string; readonly separator: string },
): string {
  const at = last.offset + last.length
  const [rest = '', comma = '', remark = ''] =
    /^([ \t]*,)?([ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[ \t]*)(?=\r?\n))?/.exec(text.slice(at)) ?? []
  const inserted = `,${remark}${separator}${content}${comma === '' ? '' : ','}`
  return text.slice(0, at) + inserted + text.slice(at + rest.length)
}

function separatorBefore(text: string, { offset }: Node): string {
  const before = text.slice(text.lastIndexOf('\n', offset) + 1, offset)
  return before.trim() === '' ? lineEnd(text) + before : ' '
}

function renderInline(fields: Readonly<Record<string, Value>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}: ${renderValue(value)}`,
  )
  return `{ ${parts.join(', ')} }`
}

function renderValue(value: Value): string {
  return Array.isArray(value)
    ? `[${value.map(each => JSON.stringify(each)).join(', ')}]`
    : JSON.stringify(value)
}

function nodeAt(text: string, at: JSONPath): Node | undefined {
  const tree = parseTree(text)
  return tree === undefined ? undefined : findNodeAtLocation(tree, at)
}

function slice(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length)
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset) + 1))?.[0] ?? ''
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
