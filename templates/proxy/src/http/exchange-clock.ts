/** The one timer of an exchange: what it waits for changes, that it waits for something does not. */
export class ExchangeClock {
  private timer: NodeJS.Timeout | null = null
  private isLast = false

  constructor(private readonly owner: { timeUp(): void }) {}

  /** Waits anew, for this many milliseconds. */
  set(milliseconds: number): void {
    if (this.isLast) return
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = setTimeout(timeUp, milliseconds, this.owner)
  }

  /** Something has moved: begins its time again. */
  refresh(): void {
    if (!this.isLast) this.timer?.refresh()
  }

  /** Waits this many milliseconds and no more, whatever moves. */
  setLast(milliseconds: number): void {
    this.set(milliseconds)
    this.isLast = true
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }
}

function timeUp(owner: { timeUp(): void }): void {
  owner.timeUp()
}
