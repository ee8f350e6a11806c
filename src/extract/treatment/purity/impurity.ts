import type { ts } from 'ts-morph'
import type { Reason } from '../treatment.js'

/**
 * How a body depends on more than its arguments. `ambient`: clock, chance, output; the same on both sides. `environment`:
 * settings of the process. `instance`: it changes the object whose method it is. `package`: a package of
 * which nothing is known. `state`: what it keeps or finds kept. `outside`: files, network, or what nobody can look into.
 */
export type ImpurityKind = 'ambient' | 'environment' | 'instance' | 'package' | 'state' | 'outside'

export interface Impurity extends Reason {
  readonly kind: ImpurityKind
}

/** The worst impurity of a declaration and of what it calls; null for what is pure. */
export type FindImpurity = (declaration: ts.Node) => Impurity | null

const order: readonly ImpurityKind[] = ['ambient', 'environment', 'instance', 'package', 'state', 'outside']

export function worse(left: Impurity | null, right: Impurity | null): Impurity | null {
  if (left === null || right === null) return left ?? right
  return order.indexOf(right.kind) > order.indexOf(left.kind) ? right : left
}
