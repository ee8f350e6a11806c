import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** What is called over the network, the most called first. */
export function describeOperations({ operations, contract, asynchrony, chattiness }: Extraction): Section {
  const kinds = new Map(contract.operations.map(({ name, idempotency }) => [name, idempotency]))
  const costs = new Map(asynchrony.operations.map(cost => [cost.operation, cost]))
  const rows = operations
    .toSorted((left, right) => right.calls - left.calls)
    .map(({ name, direction, answer, calls }) => {
      const repeated = chattiness.repeated.filter(({ operation, test }) => operation === name && !test).length
      const idempotency = kinds.get(name)
      const cost = costs.get(name)
      return [
        name,
        `${direction === 'inbound' ? 'called by others' : 'called by it'}${calls === 0 ? ', by tests alone' : ''}`,
        answer,
        calls,
        repeated,
        idempotency === undefined
          ? ''
          : `${idempotency.kind}${idempotency.kind === 'command' && idempotency.repeatable ? ', repeatable' : ''}`,
        cost?.changes === true ? cost.sites : 0,
      ]
    })
  return {
    id: 'operations',
    title: 'Operations over the network',
    lead: [],
    table: {
      head: ['operation', 'direction', 'answers', 'places', 'repeated', 'kind', 'places to await'],
      rows,
    },
    tone: 'plain',
  }
}
