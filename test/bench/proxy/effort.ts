/** How much a part of the benchmark may do. */
export interface Effort {
  /** A round's length. */
  readonly seconds: number
  readonly rounds: number
}
