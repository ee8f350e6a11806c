/** How a store learns of others' changes. */
export interface RevisionSource {
  readonly changed: () => void
  /** 0 when nothing has been stored. */
  readonly readRevision: () => Promise<number>
  /** Calls `heard` on each change by another instance until ended, and `lost` when it no longer can. */
  readonly subscribe: (heard: () => void, lost: () => void) => Promise<() => void>
}

/** Milliseconds. */
const pollInterval = 2000
const firstPause = 250
const longestPause = 15_000

/**
 * Subscribes, again and again with growing pauses when the connection is lost, and asks for the revision all along:
 * what was said while nobody listened is noticed at the next look. May call back once too often, as when listening
 * begins: something may have happened just before. Returns how to end it.
 */
export function watchRevisions(source: RevisionSource): () => void {
  let ended = false
  let endSubscription: (() => void) | null = null
  let attempt = 0
  let retry: NodeJS.Timeout | undefined

  const subscribeAgain = () => {
    if (ended) return
    const pause = Math.min(longestPause, firstPause * 2 ** attempt++)
    clearTimeout(retry)
    retry = setTimeout(subscribe, pause).unref()
  }

  const subscribe = async () => {
    let lost = false
    const onLost = () => {
      if (lost) return
      lost = true
      endSubscription?.()
      endSubscription = null
      subscribeAgain()
    }
    try {
      const end = await source.subscribe(source.changed, onLost)
      if (ended || lost) return end()
      endSubscription = end
      attempt = 0
      source.changed()
    } catch {
      onLost()
    }
  }

  void subscribe()
  const endPolling = pollRevision(source)
  return () => {
    ended = true
    clearTimeout(retry)
    endPolling()
    endSubscription?.()
  }
}

/** Calls back at the first look, and when the revision is not that of the last one. A failed look waits for the next. */
function pollRevision({ readRevision, changed }: RevisionSource): () => void {
  let seen: number | null = null
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    const revision = await readRevision().catch(() => null)
    looking = false
    if (revision === null) return
    if (revision !== seen) changed()
    seen = revision
  }
  void look()
  const timer = setInterval(look, pollInterval).unref()
  return () => clearInterval(timer)
}
