/** Something drawn: a module, a file, a package. */
export interface DrawnNode {
  /** Unique name; its parts are drawn as nested groups where the format has them. */
  readonly parts: readonly string[]
  /** Where a click leads; the name itself when null. */
  readonly link: string | null
  readonly kind: 'own' | 'package' | 'builtin' | 'unresolved'
  /** Drawn as a box that stands for many files. */
  readonly folded: boolean
}

/** One arrow between nodes, given by their positions. */
export interface DrawnArrow {
  readonly from: number
  readonly to: number
  /** The arrow is part of a cycle. */
  readonly circular: boolean
  readonly typeOnly: boolean
  readonly dynamic: boolean
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly arrows: readonly DrawnArrow[]
}
