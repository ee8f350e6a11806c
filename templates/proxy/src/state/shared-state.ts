import { emptyState, type ProxyState, type StateStore } from './state.js'
import { StateError, wordsOf } from './state-error.js'

/**
 * A change as a function of the state. It may run several times, each time on a newer state: it must be pure. Where a
 * connection breaks between storing and saying so, it is applied twice: a share must be set, not raised by an amount.
 */
export type Change = (state: ProxyState) => ProxyState

/** What became of a change: in the store for all instances, or, for now, in this instance's memory alone. */
export type ChangeResult = 'stored' | 'in memory'

export interface SharedStateOptions {
  /** Told of each kind of trouble with the store when it begins, and null when it is over. */
  readonly onTrouble: (trouble: StateError | null) => void
  /** Milliseconds until a store in trouble is tried again. */
  readonly retryAfter?: number
}

interface Pending {
  readonly change: Change
  readonly settle: (result: ChangeResult) => void
}

/** Changes that may wait for a store that is away; beyond them the oldest is given up. */
const mostPending = 10_000

/**
 * The state that all instances of a proxy share, as this one knows it. A change takes effect here at once and is stored
 * soon after, on top of whatever others have stored. While the store is away the proxy goes on from memory; what was
 * changed meanwhile is stored when the store is back.
 */
export class SharedState {
  readonly #store: StateStore
  readonly #options: SharedStateOptions
  readonly #listeners = new Set<(state: ProxyState, before: ProxyState) => void>()
  readonly #endWatch: () => void
  /** What the store held when it was last read or written. */
  #stored: ProxyState
  /** `#stored` with the pending changes. */
  #current: ProxyState
  #pending: Pending[] = []
  #work: Promise<void> | null = null
  #stale = false
  #known: boolean
  #trouble: StateError | null = null
  #retry: NodeJS.Timeout | undefined
  #closed = false

  private constructor(store: StateStore, options: SharedStateOptions, stored: ProxyState | null) {
    this.#known = stored !== null
    this.#store = store
    this.#options = options
    this.#stored = stored ?? emptyState
    this.#current = this.#stored
    this.#endWatch = store.watch(() => this.#catchUp())
  }

  /**
   * Loads the state. A store that is away is no reason not to start: the state is empty until it is back. A
   * stored state that cannot be read is one: throws its StateError.
   */
  static async open(store: StateStore, options: SharedStateOptions): Promise<SharedState> {
    try {
      return new SharedState(store, options, (await store.load()) ?? emptyState)
    } catch (error) {
      if (!(error instanceof StateError) || error.code !== 'unreachable') throw error
      const shared = new SharedState(store, options, null)
      shared.#report(error)
      shared.#retryLater()
      return shared
    }
  }

  /** The state now; an immutable value. */
  get current(): ProxyState {
    return this.#current
  }

  /** False while the store has been away since the start: what was halted before is not known then. */
  get isKnown(): boolean {
    return this.#known
  }

  /** Called whenever the state has changed, here or elsewhere; must not throw. Returns how to end that. */
  onChange(listener: (state: ProxyState, before: ProxyState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Changes the state: here before this returns, in the store before the promise resolves with `stored`.
   * Throws what `change` throws, and then nothing has changed.
   */
  change(change: Change): Promise<ChangeResult> {
    const next = change(this.#current)
    if (next === this.#current) return Promise.resolve('stored')
    return new Promise(settle => {
      this.#pending.push({ change, settle })
      if (this.#pending.length > mostPending) this.#pending.shift()?.settle('in memory')
      this.#show(next)
      if (this.#trouble !== null) settle('in memory')
      else this.#synchronise()
    })
  }

  /** Stores what is pending, if that is possible, and closes the store. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#endWatch()
    clearTimeout(this.#retry)
    await this.#work
    if (this.#pending.length > 0) await this.#synchronise()
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#store.close()
  }

  #catchUp(): void {
    this.#stale = true
    void this.#synchronise()
  }

  /** One at a time; never rejects. */
  #synchronise(): Promise<void> {
    this.#work ??= this.#run()
    return this.#work
  }

  async #run(): Promise<void> {
    try {
      // Lets the assignment of `#work` come before its end below.
      await null
      while (!this.#closed && (this.#stale || this.#pending.length > 0)) {
        if (this.#stale) await this.#load()
        if (this.#pending.length > 0) await this.#save()
      }
      this.#work = null
      this.#report(null)
    } catch (error) {
      this.#work = null
      this.#report(error instanceof StateError ? error : new StateError('unreachable', wordsOf(error), error))
      for (const { settle } of this.#pending) settle('in memory')
      this.#retryLater()
    }
  }

  async #load(): Promise<void> {
    this.#stale = false
    const loaded = await this.#store.load().catch(error => {
      this.#stale = true
      throw error
    })
    this.#known = true
    if (loaded?.revision === this.#stored.revision) return
    // What has been lost from the store is put back with the next change.
    this.#stored = loaded ?? { ...this.#stored, revision: 0 }
    this.#show(this.#rebase())
  }

  /** A conflict makes the next round load what another instance has stored. */
  async #save(): Promise<void> {
    const batch = [...this.#pending]
    const state = { ...this.#rebase(), revision: this.#stored.revision + 1 }
    if (!(await this.#store.save(state, this.#stored.revision))) {
      this.#stale = true
      return
    }
    const done = new Set(batch)
    this.#stored = state
    this.#pending = this.#pending.filter(one => !done.has(one))
    for (const { settle } of batch) settle('stored')
    this.#show(this.#rebase())
  }

  /** The pending changes on top of what is stored; one that no longer works there is given up. */
  #rebase(): ProxyState {
    let state = this.#stored
    this.#pending = this.#pending.filter(({ change, settle }) => {
      try {
        state = change(state)
        return true
      } catch {
        settle('in memory')
        return false
      }
    })
    return state
  }

  #show(next: ProxyState): void {
    const before = this.#current
    if (next === before) return
    this.#current = next
    for (const listener of this.#listeners) listener(next, before)
  }

  #report(trouble: StateError | null): void {
    const known = this.#trouble?.message === trouble?.message
    this.#trouble = trouble
    if (!known) this.#options.onTrouble(trouble)
  }

  #retryLater(): void {
    if (this.#closed) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#catchUp(), this.#options.retryAfter ?? 2000).unref()
  }
}
