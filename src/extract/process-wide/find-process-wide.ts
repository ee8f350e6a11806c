import { ts } from 'ts-morph'
import { comparePlaces } from '../asynchrony/order.js'
import type { Border } from '../calls/operation-uses.js'
import type { Seam } from '../seam/seam.js'
import { findCallContexts } from './find-call-contexts.js'
import { judgeProcessWide } from './judge-process-wide.js'
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
    .map(({ kind, node }) => ({ kind, place: program.placeOf(node), text: textOf(node) }))
    .toSorted((left, right) => comparePlaces(left.place, right.place))
}

function textOf(node: ts.Node): string {
  const [line = ''] = node.getText().split('\n', 1)
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
