export interface PaymentsTables {
  readonly reservations: {
    readonly payment_id: string
    readonly payer_id: string
    /** A large integer comes as text. */
    readonly amount: string
    readonly currency: string
    readonly reserved_at: Date
  }
  readonly payments: {
    readonly id: string
    readonly payer_id: string
    readonly amount: string
    readonly refunded: string
    readonly currency: string
    readonly status: 'authorised' | 'captured' | 'failed' | 'started'
    readonly reason: string | null
  }
  readonly provider_events: { readonly id: string; readonly received_at: Date }
}
