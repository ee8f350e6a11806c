import type { Border } from '../calls/operation-uses.js'
import type { Operation } from '../treatment/treatment.js'
import { deriveBatchName } from './batch-name.js'
import type { Proposal, Repetition } from './chattiness.js'

interface Repeated {
  readonly operation: Operation
  readonly repetition: Repetition
  readonly varies: boolean
}

export function propose({ operation, repetition, varies }: Repeated, border: Border): Proposal {
  const itemwise = repetition === 'field' || repetition === 'serializer'
  if (!varies && !itemwise) return { kind: 'hoist' }
  return { kind: repetition === 'field' ? 'loader' : 'batch', ...batchOf(operation, border) }
}

/** The operation for many: one that stands beside the operation already, or the name that it would have. */
function batchOf({ symbol, member }: Operation, { findDeclarations }: Border) {
  const own = member ?? symbol.name
  const derived = deriveBatchName(own)
  const verb = /^[a-z]+/.exec(own)?.[0] ?? own
  const candidates = [derived, `${own}s`, `${own}Many`, `${verb}Many`, `${verb}ByIds`]
  const file = symbol.id.slice(0, symbol.id.lastIndexOf('#'))
  const existing = candidates.find(name =>
    member === null
      ? findDeclarations(`${file}#${name}`).length > 0
      : findDeclarations(symbol.id, name).length > 0,
  )
  const name = existing ?? derived
  return { operation: member === null ? name : `${symbol.name}.${name}`, existing: existing !== undefined }
}
