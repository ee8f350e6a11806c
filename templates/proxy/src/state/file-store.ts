import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { ProxyState, StateStore } from './state.js'
import { StateError, wordsOf } from './state-error.js'
import { decodeState, encodeState } from './state-format.js'

/** Milliseconds between two looks at the file. */
const pollInterval = 1000
/** A temporary file of this age, in milliseconds, was left behind by a process that died. */
const abandoned = 60_000

/**
 * Keeps the state in one file, for one instance. The file is replaced by renaming a complete one, so at each moment
 * there is a whole old state or a whole new one. The revision is checked just before: that notices a second writer,
 * but is no lock against one that writes in the same instant; instances that share state belong on a database.
 */
export function createFileStore(file: string): StateStore {
  const path = resolve(file)
  const place = `state file ${path}`
  let saves: Promise<unknown> = Promise.resolve()
  let own: string | null = null

  const load = async () => {
    const text = await readText(path, place)
    return text === null ? null : decodeState(text, place)
  }

  const saveNow = async (state: ProxyState, basedOn: number) => {
    const stored = await load()
    if (stored !== null && stored.revision !== basedOn) return false
    try {
      await replaceFile(path, encodeState(state))
      own = await fingerprint(path)
    } catch (error) {
      throw new StateError('unreachable', `${place} cannot be written: ${wordsOf(error)}`, error)
    }
    return true
  }

  return {
    load,
    save: (state, basedOn) => {
      const saved = saves.then(() => saveNow(state, basedOn))
      saves = saved.catch(() => {})
      return saved
    },
    watch: changed => watchFile(path, () => own, changed),
    close: async () => {
      await saves
    },
  }
}

async function readText(path: string, place: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw new StateError('unreadable', `${place} cannot be read: ${wordsOf(error)}`, error)
  }
}

/** Writes beside the file, flushes to the disk, renames, and flushes the folder, which holds the name. */
async function replaceFile(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  await removeAbandoned(path)
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(folder)
}

/** Some systems cannot flush a folder; the state is in place all the same. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function removeAbandoned(path: string): Promise<void> {
  const prefix = `${basename(path)}.`
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix) || !name.endsWith('.tmp')) continue
    const temporary = join(dirname(path), name)
    const info = await stat(temporary).catch(() => null)
    if (info !== null && Date.now() - info.mtimeMs > abandoned) await rm(temporary, { force: true })
  }
}

/** Looks at the file each second: it is replaced, not changed, which file events report poorly. */
function watchFile(path: string, own: () => string | null, changed: () => void): () => void {
  let seen: string | null | undefined
  const look = async () => {
    const now = await fingerprint(path)
    if (now !== seen && now !== own()) changed()
    seen = now
  }
  void look()
  const timer = setInterval(look, pollInterval).unref()
  return () => clearInterval(timer)
}

async function fingerprint(path: string): Promise<string | null> {
  const info = await stat(path, { bigint: true }).catch(() => null)
  return info === null ? null : `${info.ino}:${info.mtimeNs}:${info.size}`
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
