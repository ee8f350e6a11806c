/** What credentials and events are kept in is known to the platform. */
export interface UsersTables {
  readonly users: {
    readonly id: string
    readonly email: string
    readonly name: string
    readonly password_hash: string
    readonly roles: string[]
    readonly version: number
    readonly created_at: Date
  }
}
