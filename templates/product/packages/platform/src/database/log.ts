/** Where the platform tells what it does; a pino logger is one. */
export interface Log {
  readonly info: (fields: object, message: string) => void
  readonly warn: (fields: object, message: string) => void
  readonly error: (fields: object, message: string) => void
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
