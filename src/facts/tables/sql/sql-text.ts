import type { Node } from 'oxc-parser'
import { memberName, unwrap } from '../syntax/expression.js'
import { hole } from './tokenize.js'

/** The text of a string expression, with a mark for each variable part. */
export interface SqlText {
  readonly text: string
  /** Offset in the text → the expression that stands there. */
  readonly holes: ReadonlyMap<number, Node>
  /** Offset in the file of an offset in the text. */
  readonly offsetOf: (at: number) => number
  /** All nodes whose text is in it. */
  readonly nodes: readonly Node[]
}

interface Piece {
  readonly text: string
  readonly offset: number
  readonly hole: Node | null
}

/** Reads a literal, a template, a concatenation or `[…].join(' ')`; null for anything else. */
export function readSqlText(node: Node, source: string): SqlText | null {
  const nodes: Node[] = []
  const pieces = readPieces(node, source, nodes)
  return pieces === null ? null : joinPieces(pieces, nodes)
}

function readPieces(node: Node, source: string, nodes: Node[]): Piece[] | null {
  const inner = unwrap(node)
  nodes.push(inner)
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? [written(source, inner.start + 1, inner.end - 1)] : null
    case 'TemplateLiteral':
      return readTemplate(inner, source)
    case 'BinaryExpression':
      return inner.operator === '+' ? readSum(inner, source, nodes) : null
    case 'CallExpression':
      return readJoined(inner, source, nodes)
    default:
      return null
  }
}

/** Escaped characters become blanks or themselves, so that offsets stay those of the source. */
function written(source: string, start: number, end: number): Piece {
  const text = source
    .slice(start, end)
    .replace(/\\([\s\S])/g, (_, escaped: string) => (/[ntr\r\n]/.test(escaped) ? '  ' : ` ${escaped}`))
  return { text: text.replaceAll(hole, ' '), offset: start, hole: null }
}

function readTemplate(template: Extract<Node, { type: 'TemplateLiteral' }>, source: string): Piece[] {
  // In TypeScript trees the backticks, `${` and `}` belong to the pieces between them.
  const around = template.quasis[0]?.start === template.start
  return template.quasis.flatMap((quasi, index) => {
    const end = around ? quasi.end - (quasi.tail ? 1 : 2) : quasi.end
    const piece = written(source, around ? quasi.start + 1 : quasi.start, end)
    const expression = template.expressions[index]
    return expression === undefined ? [piece] : [piece, holeFor(expression)]
  })
}

function holeFor(expression: Node): Piece {
  return { text: hole, offset: expression.start, hole: expression }
}

/** `'a' + b + 'c'`, which the tree nests to the left. */
function readSum(
  sum: Extract<Node, { type: 'BinaryExpression' }>,
  source: string,
  nodes: Node[],
): Piece[] | null {
  const operands: Node[] = []
  let left: Node = sum
  while (left.type === 'BinaryExpression' && left.operator === '+') {
    if (left !== sum) nodes.push(left)
    operands.unshift(left.right)
    left = unwrap(left.left)
  }
  operands.unshift(left)
  const pieces = operands.map(operand => readPieces(operand, source, nodes))
  if (pieces.every(piece => piece === null)) return null
  return pieces.flatMap((read, index) => read ?? [holeFor(operands[index] as Node)])
}

function readJoined(
  call: Extract<Node, { type: 'CallExpression' }>,
  source: string,
  nodes: Node[],
): Piece[] | null {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'join') return null
  const list = unwrap(callee.object)
  if (list.type !== 'ArrayExpression') return null
  const pieces: Piece[] = []
  for (const element of list.elements) {
    if (element === null || element.type === 'SpreadElement') return null
    pieces.push(...(readPieces(element, source, nodes) ?? [holeFor(element)]))
    pieces.push({ text: '\n', offset: element.end, hole: null })
  }
  return pieces.every(({ hole }) => hole !== null) ? null : pieces
}

function joinPieces(pieces: readonly Piece[], nodes: readonly Node[]): SqlText {
  const starts: number[] = []
  const holes = new Map<number, Node>()
  let text = ''
  for (const piece of pieces) {
    starts.push(text.length)
    if (piece.hole !== null) holes.set(text.length, piece.hole)
    text += piece.text
  }
  const offsetOf = (at: number) => {
    const index = Math.max(
      0,
      starts.findLastIndex(start => start <= at),
    )
    return (pieces[index]?.offset ?? 0) + at - (starts[index] ?? 0)
  }
  return { text, holes, offsetOf, nodes }
}
