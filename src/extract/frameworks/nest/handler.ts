import type { Decoration } from '../survey/decorators.js'
import type { Survey } from '../survey/survey.js'

/** A decorated member of a decorated class. */
export interface Handler {
  readonly survey: Survey
  /** Decorations of the class. */
  readonly owner: readonly Decoration[]
  readonly decoration: Decoration
  readonly member: string
}
