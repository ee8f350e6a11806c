import { refuse } from '../problem.js'

/** The text of a config file, without its byte order mark. Throws a UserError when it is not UTF-8. */
export function decodeText(bytes: Buffer, file: string): string {
  const start = { file, line: 1, column: 1 }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    refuse('config-invalid', `${file} is written in UTF-16.`, 'Save it as UTF-8.', start)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const before = bytes.toString('utf8').split('\uFFFD')[0] ?? ''
    const lines = before.split(/\r\n|\n|\r/)
    const place = { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
    return refuse('config-invalid', `${file} is not valid UTF-8.`, 'Save it as UTF-8.', place)
  }
}
