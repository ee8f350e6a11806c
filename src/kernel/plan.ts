/** One change to a user's project, as data. Paths are relative to the root, with `/`. */
export type Change =
  | { readonly kind: 'create'; readonly path: string; readonly content: string }
  | { readonly kind: 'update'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string }

/** What a command is going to write; `--dry-run` prints it, `applyPlan` carries it out. */
export interface Plan {
  readonly title: string
  readonly changes: readonly Change[]
}
