import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Whether a file holds its code in script blocks, which dependency-cruiser reads only with the framework's compiler. */
export function isComponent(file: string): boolean {
  return /\.(vue|svelte|astro)$/.test(file)
}

/**
 * Writes the script blocks of a component into a TypeScript file beside it, where relative imports mean the same;
 * returns its path relative to the root. Cut out by a plain pattern, not by our own reader.
 */
export function writeComponentScript(root: string, file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8')
  const blocks = [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
  const isJsx = blocks.some(([, attributes = '']) => /lang=["'](tsx|jsx)["']/.test(attributes))
  const script = `${file}.script.${isJsx ? 'tsx' : 'ts'}`
  writeFileSync(path.join(root, script), blocks.map(([, , code = '']) => code).join('\n'))
  return script
}
