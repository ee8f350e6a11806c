import type { Draft } from './survey/draft.js'
import type { Survey } from './survey/survey.js'

/** What a reader of one framework gets: the program to look at, and where to put what it finds. */
export interface Reading {
  readonly survey: Survey
  readonly draft: Draft
}

/** Knows one framework, container or library. */
export interface Reader {
  /** Packages that a program imports when it uses the framework; none for what Node or the language brings. */
  readonly packages: readonly string[]
  readonly read: (reading: Reading) => void
}
