/** What the wire says in place of the other side. */
export class WireFailure extends Error {
  override readonly name: string = 'WireFailure'

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message)
  }
}

/** Nobody knows whether the operation ran. */
export class Unavailable extends WireFailure {
  override readonly name = 'Unavailable'

  constructor(operation: string) {
    super(`${operation} cannot be reached`, 'unavailable')
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
