import { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import { type Decide, hasRole, isService, type Subject, type Verdict } from '../subject.js'

/** Classes that the other side extends: a base class goes into the kernel; one with work of its own cannot be in two places. */
export const decideInheritance: Decide = subject => {
  const { symbol, uses } = subject
  if (symbol.kind !== 'class') return null
  const extended = uses.find(({ usage }) => usage === 'extend')
  const kernel = (text: string, place: Place): Verdict => ({
    treatment: 'shared-kernel',
    reason: { text, place },
  })
  if (extended === undefined) {
    const isBase = isAbstract(subject) && !isService(subject)
    return isBase ? kernel(`${symbol.name} is abstract: others extend it`, symbol.place) : null
  }
  const work = isAbstract(subject) ? null : findWork(subject)
  if (work === null) return kernel(`${symbol.name} is a base class on the other side`, extended.place)
  const text = `A class extends ${symbol.name} here, which has behaviour and state of its own (${work})`
  return { treatment: 'refuse', reason: { text, place: extended.place } }
}

function isAbstract({ declarations }: Subject): boolean {
  return declarations.some(
    each =>
      ts.isClassDeclaration(each) && (ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Abstract) !== 0,
  )
}

/** What makes a class more than a base: it lives in a container, or reaches out of itself while others use it as it is. */
function findWork(subject: Subject): string | null {
  const role = hasRole(subject, ['provider', 'repository', 'controller', 'resolver', 'gateway'])
  if (role !== null && isService(subject)) return role.text
  if (subject.uses.every(({ usage }) => usage !== 'construct' && usage !== 'inject')) return null
  for (const declaration of subject.declarations) {
    if (!ts.isClassLike(declaration)) continue
    for (const member of declaration.members) {
      const impurity = ts.isMethodDeclaration(member) ? subject.findImpurity(member) : null
      if (impurity !== null && (impurity.kind === 'state' || impurity.kind === 'outside'))
        return impurity.text
    }
  }
  return null
}
