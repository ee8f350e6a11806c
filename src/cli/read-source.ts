import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Text of a file of the project for a code frame; null when there is none to show. */
export function readSource(root: string): (file: string) => string | null {
  const texts = new Map<string, string | null>()
  return file => {
    const known = texts.get(file)
    if (known !== undefined) return known
    const text = readText(path.join(root, file))
    texts.set(file, text)
    return text
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
