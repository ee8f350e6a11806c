import { type CallGraph, nameOf, scopeOf } from '../calls/index.js'
import type { AwaitSite } from './asynchrony.js'
import type { DraftSite } from './settlement.js'
import { textOf } from './spread.js'

export function describeSite(
  { node, obstacle, operations }: DraftSite & { readonly operations: readonly string[] },
  { program }: CallGraph,
): AwaitSite {
  const file = program.fileOf(node)
  return {
    place: program.placeOf(node),
    calls: textOf(node),
    within: nameOf(scopeOf(node)),
    module: file?.module ?? null,
    test: file?.test ?? false,
    position: obstacle.position,
    wayOut: obstacle.wayOut,
    at: program.placeOf(obstacle.at),
    operations: operations.toSorted(),
  }
}
