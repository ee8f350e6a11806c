/** Why a proxy does not pass, found while waiting. */
export class Reason extends Error {}

/** Milliseconds until something that should happen counts as never happening. */
export const patience = 4_000

/** Conditions that are looked at again whenever bytes have come or a connection has changed. */
export class Waiting {
  private readonly checks = new Set<() => void>()

  wake(): void {
    for (const check of [...this.checks]) check()
  }

  /** Fails with this reason when the condition does not hold in time. */
  until(condition: () => boolean, reason = 'hangs', milliseconds = patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        this.checks.delete(check)
      }
      const check = () => {
        if (!condition()) return
        end()
        resolve()
      }
      const timer = setTimeout(() => {
        end()
        reject(new Reason(reason))
      }, milliseconds)
      this.checks.add(check)
      check()
    })
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
