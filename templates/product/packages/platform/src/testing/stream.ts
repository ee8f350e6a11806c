import type { Fields } from './client.js'

export interface StreamedEvent {
  readonly id: string
  readonly event: string
  readonly data: string
}

export interface EventStream {
  readonly status: number
  /** The next event, whatever else comes in between; null at the end of the stream. */
  readonly next: () => Promise<StreamedEvent | null>
  readonly leave: () => void
}

/** Reads server-sent events as a page does. */
export async function openStream(url: string, headers: Fields): Promise<EventStream> {
  const leaving = new AbortController()
  const answer = await fetch(url, { headers, signal: leaving.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const nextBlock = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        return block
      }
      const chunk = await reader?.read()
      if (chunk === undefined || chunk.done) return null
      text += chunk.value
    }
  }
  return {
    status: answer.status,
    next: async () => {
      for (;;) {
        const block = await nextBlock()
        if (block === null) return null
        const event = parse(block)
        if (event !== null) return event
      }
    },
    leave: () => leaving.abort(),
  }
}

/** Null where there is no event: a sign of life, or a place alone. */
function parse(block: string): StreamedEvent | null {
  const fields = new Map(
    block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const [id = '', event = '', data] = [fields.get('id'), fields.get('event'), fields.get('data')]
  return data === undefined ? null : { id, event, data }
}
