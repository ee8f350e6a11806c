/** One event on its way into one subscription. */
export interface EventDelivery {
  readonly module: string
  /** Name of the subscription. */
  readonly subscription: string
  /** Its type. */
  readonly event: string
}

export interface HandledEvent extends EventDelivery {
  /** `repeated`: handled before, and left alone. `retried`: failed, and tried again later. `dead`: given up. */
  readonly outcome: 'dead' | 'handled' | 'repeated' | 'retried'
  /** Of this attempt, its commit included. */
  readonly seconds: number
}

/** Watches events without changing them. */
export interface BusTelemetry {
  /** Runs the handler in a context whose `traceparent` names its span, below that of whoever published the event. */
  readonly traceEvent: <T>(
    delivery: EventDelivery & { readonly id: string },
    work: () => Promise<T>,
  ) => Promise<T>
  /** Once what was done is committed. */
  readonly observeEvent: (handled: HandledEvent) => void
  /** Age of the oldest event that a subscription has not handled yet; 0 where there is none. Every process tells it. */
  readonly observeBacklog: (
    subscription: Pick<EventDelivery, 'module' | 'subscription'>,
    seconds: number,
  ) => void
  /** Once it is committed, in the process that published it. */
  readonly countPublished: (published: Pick<EventDelivery, 'module' | 'event'>) => void
}

export const noBusTelemetry: BusTelemetry = {
  traceEvent: (_, work) => work(),
  observeEvent: () => {},
  observeBacklog: () => {},
  countPublished: () => {},
}
