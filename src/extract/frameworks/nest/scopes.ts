/** How long instances live that are not made once. */
export const scopeKinds: Readonly<Record<string, 'request-scope' | 'transient'>> = {
  'Scope.REQUEST': 'request-scope',
  'Scope.TRANSIENT': 'transient',
}
