/** An answer that the contract foresees, or one of the platform's own (`deadline-exceeded`, `invalid-input`, `unavailable`). */
export class ContractError extends Error {
  constructor(
    /** As in the contract: `email-taken`. */
    readonly code: string,
    readonly details: {
      readonly status: number
      readonly title: string
      /** What is particular to this call; crosses every border as it is, so it is made of what JSON knows. */
      readonly fields?: Readonly<Record<string, unknown>>
      /** The module whose contract foresees it; none for the platform's own. */
      readonly module?: string
      /** Stays on this side of every border. */
      readonly cause?: unknown
    },
  ) {
    super(details.title, { cause: details.cause })
    this.name = 'ContractError'
  }
}
