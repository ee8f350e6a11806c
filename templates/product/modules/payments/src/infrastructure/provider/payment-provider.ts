/** What the module wants of whoever moves the money, in its own words. Each call may be repeated with its key. */
export interface PaymentProvider {
  readonly authorise: (
    order: {
      readonly amount: number
      readonly currency: string
      readonly method: string
      readonly reference: string
    },
    call: ProviderCall,
  ) => Promise<Authorisation>
  readonly capture: (authorisation: string, call: ProviderCall) => Promise<void>
  /** Gives up an authorisation; pays back what was captured meanwhile. Nothing where there is none. */
  readonly cancel: (authorisation: string, call: ProviderCall) => Promise<void>
  /** Finds what an attempt that got no answer may have left behind; null for nothing. */
  readonly findAuthorisation: (key: string, call: Omit<ProviderCall, 'key'>) => Promise<string | null>
  /** Asks for it; the provider tells by an event once it is done, with `refundId`. */
  readonly refund: (
    refund: {
      readonly authorisation: string
      readonly amount: number
      readonly refundId: string
      readonly paymentId: string
    },
    call: ProviderCall,
  ) => Promise<Refusable>
}

export interface ProviderCall {
  /** What the provider tells repetitions by. */
  readonly key: string
  readonly signal: AbortSignal
}

export type Authorisation =
  | { readonly kind: 'authorised'; readonly authorisation: string }
  | { readonly kind: 'refused'; readonly reason: string }

export type Refusable = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reason: string }

/** No answer, or one that makes no sense: whether it had an effect is unknown. */
export class ProviderUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProviderUnavailable'
  }
}
