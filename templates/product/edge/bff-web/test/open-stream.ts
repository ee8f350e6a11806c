export interface Frame {
  readonly id?: string
  readonly event?: string
  readonly data?: string
}

/** Reads server-sent events as a page does. */
export async function openStream(url: string, headers: Record<string, string>) {
  const leaving = new AbortController()
  const answer = await fetch(url, { headers, signal: leaving.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<Frame | 'end'> => {
    for (;;) {
      const [block, rest] = text.split(/\n\n(.*)/s, 2)
      if (rest !== undefined && block !== undefined) {
        text = rest
        return parse(block)
      }
      const chunk = await reader?.read()
      if (chunk === undefined || chunk.done) return 'end'
      text += chunk.value
    }
  }
  return {
    answer,
    next,
    /** Skips what has no data. */
    nextEvent: async () => {
      for (;;) {
        const frame = await next()
        if (frame === 'end' || frame.data !== undefined) return frame
      }
    },
    leave: () => leaving.abort(),
  }
}

function parse(block: string): Frame {
  const fields = block.split('\n').filter(line => !line.startsWith(':') && line !== '')
  return Object.fromEntries(
    fields.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
}
