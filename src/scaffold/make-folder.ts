import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/** Brings a folder back to what it was before; null where files of somebody else stand beside ours. */
export type TakeBack = (() => void) | null

// What was just ended may hold a file for a moment.
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }

/** Makes the folder that a product goes to, with those above it. */
export function makeFolder(root: string): TakeBack {
  const made = mkdirSync(root, { recursive: true })
  if (made !== undefined) return () => rmSync(made, removal)
  const before = readdirSync(root)
  if (before.some(entry => entry !== '.git')) return null
  return () => {
    for (const entry of readdirSync(root).filter(name => !before.includes(name)))
      rmSync(path.join(root, entry), removal)
  }
}
