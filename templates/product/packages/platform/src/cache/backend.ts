/** Keeps texts for a while, for this process or for all. Any of it may fail. */
export interface Backend {
  readonly read: (key: string) => Promise<Reading>
  /** Nothing is kept where the key was dropped since the reading that the ticket is of. */
  readonly write: (key: string, text: string, options: WriteOptions) => Promise<void>
  /** For all processes. */
  readonly drop: (key: string) => Promise<void>
  /** Told of what another process drops; null where something may have been missed. */
  readonly onDrop: (listener: (key: string | null) => void) => void
  readonly close: () => Promise<void>
}

export interface Reading {
  /** Null where nothing is kept. */
  readonly text: string | null
  readonly ticket: string
}

export interface WriteOptions {
  readonly ticket: string
  /** Milliseconds. */
  readonly ttl: number
}
