import { AsyncLocalStorage } from 'node:async_hooks'

interface Mark {
  readonly module: string
  open: boolean
}

const marks = new AsyncLocalStorage<Mark>()

/** Facades refuse to be called from `work` until it has ended; what it leaves running is free again then. */
export async function insideTransaction<T>(module: string, work: () => Promise<T>): Promise<T> {
  const mark: Mark = { module, open: true }
  try {
    return await marks.run(mark, work)
  } finally {
    mark.open = false
  }
}

/** The module whose transaction is open around the code that asks; null where there is none. */
export function openTransaction(): string | null {
  const mark = marks.getStore()
  return mark?.open === true ? mark.module : null
}
