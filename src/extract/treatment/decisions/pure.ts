import type { ts } from 'ts-morph'
import { deriveAnswer } from '../../seam/derive-answer.js'
import type { Reason } from '../treatment.js'
import { type Decide, isService, type Subject, type Verdict } from '../subject.js'
import type { Impurity } from '../purity/impurity.js'

/** Functions that depend on their arguments alone, and those whose other inputs are the same on both sides. */
export const decidePureFunction: Decide = subject => {
  const { symbol, declarations } = subject
  if (symbol.kind !== 'function') return null
  const [declaration] = declarations
  return declaration === undefined ? null : judgeReplica(symbol.name, declaration, subject)
}

/** Whether what is called can as well run on the calling side. */
export function judgeReplica(name: string, declaration: ts.Declaration, subject: Subject): Verdict | null {
  const impurity = subject.findImpurity(declaration)
  if (impurity === null) {
    const text = `${name} has no state and does nothing outside of itself`
    return { treatment: 'pure', reason: { text, place: subject.program.placeOf(declaration) } }
  }
  if (impurity.kind === 'environment') return { treatment: 'configuration', reason: reasonOf(impurity) }
  return isReplicable(impurity, declaration, subject)
    ? { treatment: 'shared-kernel', reason: reasonOf(impurity) }
    : null
}

/**
 * Clock and chance are the same on both sides; data that changes itself does so where it is; and a package whose answer
 * nobody waits for reaches nothing that only one side has.
 */
function isReplicable({ kind }: Impurity, declaration: ts.Declaration, subject: Subject): boolean {
  if (kind === 'ambient') return true
  if (isService(subject)) return false
  return (
    kind === 'instance' ||
    (kind === 'package' && deriveAnswer(declaration, subject.program.checker) === 'value')
  )
}

function reasonOf({ text, place }: Impurity): Reason {
  return { text, place }
}
