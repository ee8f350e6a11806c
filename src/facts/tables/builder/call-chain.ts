import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { memberName, unwrap, unwrapAwait } from '../syntax/expression.js'

/** One call of a chain `root.first(…).second(…)`. */
export interface ChainStep {
  readonly name: string
  readonly call: CallExpression
}

/** A chain of calls and members, from its root on. */
export interface Chain {
  /** What stands before the first call: `db`, `this.knex`, a call without a receiver. */
  readonly root: Node
  readonly steps: readonly ChainStep[]
}

/** Variables that are followed back to the chain that made them. */
const depthLimit = 4

/** The chain that ends with a call, through variables of the file: `const query = knex('users'); query.join(…)`. */
export function readChain(call: CallExpression, file: FileContext, depth = 0): Chain {
  const steps: ChainStep[] = []
  let node: Node = call
  for (;;) {
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const name = memberName(callee)
      if (callee.type !== 'MemberExpression' || name === null) return { root: node, steps }
      steps.unshift({ name, call: node })
      node = unwrapAwait(callee.object)
    } else if (node.type === 'Identifier' && depth < depthLimit) {
      const binding = file.scopes.lookup(node.name)
      const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null
      if (init?.type !== 'CallExpression') return { root: node, steps }
      const before = readChain(init, file, depth + 1)
      return { root: before.root, steps: [...before.steps, ...steps] }
    } else return { root: node, steps }
  }
}

/** Whether a chain has a call of one of these names. */
export function hasStep(chain: Chain, names: ReadonlySet<string>): boolean {
  return chain.steps.some(step => names.has(step.name))
}
