/** What processes tell one another: who drops what. A key that is null stands for all of them. */
export interface DropNotice {
  /** Null where notices may have been missed. */
  readonly sender: string | null
  readonly key: string | null
}

/** PostgreSQL takes 8,000 bytes at most; a key that is too long drops all. */
export function writeNotice(sender: string, key: string): string {
  const notice = `${sender} ${key}`
  return Buffer.byteLength(notice) < 7_900 ? notice : `${sender} `
}

export function readNotice(notice: string | null): DropNotice {
  if (notice === null) return { sender: null, key: null }
  const end = notice.indexOf(' ')
  return { sender: notice.slice(0, end), key: notice.slice(end + 1) || null }
}
