/** Something that an operator should know. */
export interface ProxyEvent {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
}
