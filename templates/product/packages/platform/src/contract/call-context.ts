import { AsyncLocalStorage } from 'node:async_hooks'

/** On whose behalf something is done; null for nobody in particular. */
export interface Caller {
  readonly userId: string
  readonly roles: readonly string[]
}

/** What travels with every call, event and job. */
export interface CallContext {
  readonly caller: Caller | null
  readonly tenant: string | null
  /** W3C `traceparent`; null where nothing is traced. */
  readonly traceparent: string | null
  /** Milliseconds since 1970; null for none. */
  readonly deadline: number | null
}

const storage = new AsyncLocalStorage<CallContext>()
const nobody: CallContext = { caller: null, tenant: null, traceparent: null, deadline: null }

export function currentContext(): CallContext {
  return storage.getStore() ?? nobody
}

export function runInContext<T>(context: Partial<CallContext>, work: () => T): T {
  return storage.run({ ...currentContext(), ...context }, work)
}
