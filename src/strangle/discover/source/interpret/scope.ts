import type { Value } from './value.js'

/** A name's value, or the way to it: an import is followed when its name is first used. */
export type Binding = { value: Value } | { readonly find: () => Value }

/** The names known at a place, innermost first. */
export interface Scope {
  readonly names: Map<string, Binding>
  readonly outer: Scope | null
}

export function openScope(outer: Scope | null): Scope {
  return { names: new Map(), outer }
}

export function findBinding(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const binding = at.names.get(name)
    if (binding !== undefined) return binding
  }
  return null
}

export function declareName(scope: Scope, name: string, value: Value): void {
  scope.names.set(name, { value })
}
