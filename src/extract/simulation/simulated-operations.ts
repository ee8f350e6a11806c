import type { Extraction } from '../extraction.js'
import type { SimulatedOperation } from './request.js'

/** The operations of an extraction; tasks, which only the contract tells from promises, are started by the caller. */
export function deriveSimulatedOperations({
  operations,
  contract,
}: Pick<Extraction, 'operations' | 'contract'>): readonly SimulatedOperation[] {
  const tasks = new Set(
    contract.operations
      .filter(({ signatures }) => signatures.every(({ answer }) => answer === 'task'))
      .map(({ name }) => name),
  )
  return operations.map(({ name, symbol, member, direction, answer }) => {
    const at = symbol.lastIndexOf('#')
    const place = { file: symbol.slice(0, at), symbol: symbol.slice(at + 1), member }
    return { id: name, ...place, direction, answer: tasks.has(name) ? 'task' : answer }
  })
}
