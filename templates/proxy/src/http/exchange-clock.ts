/** The one timer of an exchange: what it waits for changes, that it waits for something does not. */
export class ExchangeClock {
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly owner: { timeUp(): void }) {}

  /** Waits anew, for this many milliseconds. */
  set(milliseconds: number): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = setTimeout(timeUp, milliseconds, this.owner)
  }

  /** Something has moved: begins its time again. */
  refresh(): void {
    this.timer?.refresh()
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }
}

function timeUp(owner: { timeUp(): void }): void {
  owner.timeUp()
}
