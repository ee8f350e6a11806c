import type { ts } from 'ts-morph'
import { comparePlaces } from '../asynchrony/order.js'
import type { Border } from '../calls/operation-uses.js'
import type { FrameworkFacts } from '../frameworks/framework.js'
import type { Operation } from '../treatment/treatment.js'
import { findComputedImports } from './find-computed-imports.js'
import { findComputedMembers } from './find-computed-members.js'
import { findUnknownReceivers } from './find-unknown-receivers.js'
import type { Unfollowed } from './unfollowed.js'

export interface UnfollowedRequest {
  readonly border: Border
  readonly operations: readonly Operation[]
  readonly frameworks: Pick<FrameworkFacts, 'roles'>
}

/** A place that was found, before it is told. */
export type FoundUnfollowed = Pick<Unfollowed, 'kind' | 'direction' | 'candidates'> & {
  readonly node: ts.Node
}

/** Where the border may be crossed without a name that leads there, in order of place. */
export function findUnfollowed(request: UnfollowedRequest): readonly Unfollowed[] {
  const { program } = request.border.calls
  const found = [
    ...findUnknownReceivers(request),
    ...findComputedMembers(request.border),
    ...findComputedImports(request.border),
  ]
  return found
    .map(({ node, ...each }) => ({
      ...each,
      place: program.placeOf(node),
      test: program.fileOf(node)?.test ?? false,
      text: textOf(node),
    }))
    .toSorted((left, right) => comparePlaces(left.place, right.place))
}

function textOf(node: ts.Node): string {
  const [line = ''] = node.getText().split('\n', 1)
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
