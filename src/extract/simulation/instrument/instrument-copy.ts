import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SimulationRequest } from '../request.js'
import { type Instrumented, instrumentFiles } from './instrument-files.js'
import { isTestFile } from './test-file.js'

/** Changes the copy's files; tells in whose place nothing could be put. */
export function instrumentCopy(
  { operations, moduleFiles }: SimulationRequest,
  copy: string,
): Omit<Instrumented, 'texts'> {
  const texts = new Map<string, string>()
  const read = (file: string) => {
    const known = texts.get(file) ?? readText(path.join(copy, file))
    texts.set(file, known)
    return known
  }
  const files = listSources(copy).filter(file => !isTestFile(file))
  const instrumented = instrumentFiles({ operations, moduleFiles, files, read })
  for (const [file, text] of instrumented.texts) writeFileSync(path.join(copy, file), text)
  return instrumented
}

function listSources(root: string, folder = ''): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const at = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listSources(root, at)
    return entry.isFile() && /(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name) ? [at] : []
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
