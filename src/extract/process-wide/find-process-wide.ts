import { ts } from 'ts-morph'
import { comparePlaces } from '../asynchrony/order.js'
import type { Border } from '../calls/operation-uses.js'
import type { Program } from '../program/program.js'
import type { Seam } from '../seam/seam.js'
import { findCallContexts } from './find-call-contexts.js'
import { judgeProcessWide, trigger } from './judge-process-wide.js'
import type { ProcessWide, ProcessWideKind } from './process-wide.js'

/** A place that was found, before it is told. */
export interface FoundProcessWide {
  readonly kind: ProcessWideKind
  readonly node: ts.Node
}

/** What the module does to its process and takes from it, tests aside, in order of place. */
export function findProcessWide(border: Border, seam: Seam): readonly ProcessWide[] {
  const { program } = border.calls
  const found: FoundProcessWide[] = [...findCallContexts(border, seam)]
  const visit = (node: ts.Node): void => {
    const kind = judgeProcessWide(node, program)
    if (kind !== null) found.push({ kind, node })
    ts.forEachChild(node, visit)
  }
  for (const { source, module, test } of program.files)
    if (module === border.module && !test && !source.isDeclarationFile) visit(source)
  return found
    .map(({ kind, node }) => describe(kind, node, program))
    .toSorted((left, right) => comparePlaces(left.place, right.place))
}

/** A trigger is told at its own line of the text that makes it. */
function describe(kind: ProcessWideKind, node: ts.Node, program: Program): ProcessWide {
  const place = program.placeOf(node)
  const before = kind === 'database-trigger' ? node.getText().slice(0, node.getText().search(trigger)) : ''
  const lines = before.split('\n')
  const own =
    lines.length === 1
      ? place
      : { ...place, line: place.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 }
  const [line = ''] = node
    .getText()
    .slice(lines.length === 1 ? 0 : before.length)
    .split('\n', 1)
  return { kind, place: own, text: line.length > 60 ? `${line.slice(0, 60)}…` : line }
}
