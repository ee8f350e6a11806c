/** Reads the answers of one connection, which carries one at a time. Calls back at the end of each with its status. */
export function createAnswerReader(
  onAnswer: (status: number, bytes: number) => void,
): (chunk: Buffer) => void {
  let head: Buffer | null = null
  let status = 0
  let bytes = 0
  /** Bytes of body to come; null while chunks come. */
  let remaining: number | null = 0
  let isInBody = false
  const take = (body: Buffer) => {
    bytes += body.length
    if (remaining !== null) remaining -= body.length
    const isOver = remaining === null ? body.subarray(-5).toString('latin1') === '0\r\n\r\n' : remaining <= 0
    if (!isOver) return
    isInBody = false
    onAnswer(status, bytes)
  }
  return chunk => {
    if (isInBody) return take(chunk)
    const all = head === null ? chunk : Buffer.concat([head, chunk])
    const end = all.indexOf('\r\n\r\n')
    head = end === -1 ? all : null
    if (end === -1) return
    const text = all.toString('latin1', 0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    status = Number(text.slice(9, 12))
    bytes = 0
    remaining = length === undefined ? null : Number(length)
    isInBody = true
    take(all.subarray(end + 4))
  }
}
