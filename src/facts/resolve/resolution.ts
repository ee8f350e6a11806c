/** Where a specifier leads. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  /** A package that is not in the tree, or a builtin as `node:fs`. */
  | { readonly kind: 'external'; readonly name: string }
  /** Looks local, but nothing is there. */
  | { readonly kind: 'missing' }

/** Told step by step how a resolution came about. */
export type Trace = (step: string) => void
