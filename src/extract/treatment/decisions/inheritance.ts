import { ts } from 'ts-morph'
import { type Decide, hasRole, isService, type Subject } from '../subject.js'

/** Classes that the other side extends: a base class goes into the kernel; one with work of its own cannot be in two places. */
export const decideInheritance: Decide = subject => {
  const { symbol, uses } = subject
  const extended = uses.find(({ usage }) => usage === 'extend')
  if (extended === undefined || symbol.kind !== 'class') return null
  const state = isAbstract(subject) ? null : findWork(subject)
  if (state !== null) {
    const text = `A class extends ${symbol.name} here, which has behaviour and state of its own (${state})`
    return { treatment: 'refuse', reason: { text, place: extended.place } }
  }
  const text = `${symbol.name} is a base class on the other side`
  return { treatment: 'shared-kernel', reason: { text, place: extended.place } }
}

function isAbstract({ declarations }: Subject): boolean {
  return declarations.some(
    each =>
      ts.isClassDeclaration(each) && (ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Abstract) !== 0,
  )
}

/** What makes a class more than a base: it lives in a container and is used there, or keeps what its methods change. */
function findWork(subject: Subject): string | null {
  const role = hasRole(subject, ['provider', 'repository', 'controller', 'resolver', 'gateway'])
  if (role !== null && isService(subject)) return role.text
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
