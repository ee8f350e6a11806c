import type { ts } from 'ts-morph'
import type { Reason } from '../treatment.js'
import type { Decide, Subject } from '../subject.js'
import type { Impurity } from '../purity/impurity.js'

/** Functions that depend on their arguments alone, and those whose other inputs are the same on both sides. */
export const decidePureFunction: Decide = subject => {
  const { symbol, declarations } = subject
  if (symbol.kind !== 'function') return null
  const [declaration] = declarations
  return declaration === undefined ? null : judgeReplica(symbol.name, declaration, subject)
}

/** Whether what is called can as well run on the calling side. */
export function judgeReplica(name: string, declaration: ts.Declaration, subject: Subject) {
  const impurity = subject.findImpurity(declaration)
  if (impurity === null) {
    const text = `${name} has no state and does nothing outside of itself`
    return { treatment: 'pure' as const, reason: { text, place: subject.program.placeOf(declaration) } }
  }
  if (impurity.kind === 'environment')
    return { treatment: 'configuration' as const, reason: reasonOf(impurity) }
  return impurity.kind === 'ambient'
    ? { treatment: 'shared-kernel' as const, reason: reasonOf(impurity) }
    : null
}

function reasonOf({ text, place }: Impurity): Reason {
  return { text, place }
}
