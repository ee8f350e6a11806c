import type { EcmaScriptModule } from 'oxc-parser'
import { templateSpecifier } from './template-specifier.js'

/**
 * Where a text may hold dependencies that only its syntax tree shows: offsets in the statements to look at, or all of them.
 * The module record holds the others. Cheap: may name too many places, never too few.
 */
export function findTreeHints(module: EcmaScriptModule, text: string): readonly number[] | 'all' {
  if (text.includes('createRequire')) return 'all'
  if (text.includes('declare') && /\bdeclare\s+(?:module|global)\b[\s\S]*?\n\s+import\b/.test(text))
    return 'all'
  const hints: number[] = []
  const addMatches = (pattern: RegExp) => {
    for (const { index } of text.matchAll(pattern)) hints.push(index)
  }
  if (text.includes('require')) addMatches(/\brequire\s*(?:\(|\.\s*resolve\b)/g)
  if (mayMock(text)) addMatches(/\.\s*(?:\w*[mM]ock\w*|\w+Actual)\s*[(<?]/g)
  if (module.importMetas.length > 0 && /\bURL\b|\bglob|\bresolve\b/.test(text))
    hints.push(...module.importMetas.map(({ start }) => start))
  addMatches(/\{\s*\}\s*from\b/g)
  const plain = new Set(module.dynamicImports.filter(call => isPlain(call, text)).map(({ start }) => start))
  for (const offset of findImportCalls(text)) if (!plain.has(offset)) hints.push(offset)
  return hints
}

function mayMock(text: string): boolean {
  return (
    (text.includes('ock') || text.includes('Actual')) &&
    (text.includes('vi') || text.includes('jest')) &&
    /\b(?:vi|vitest|jest)\b/.test(text)
  )
}

function isPlain({ moduleRequest }: EcmaScriptModule['dynamicImports'][number], text: string): boolean {
  return templateSpecifier(text.slice(moduleRequest.start, moduleRequest.end)) !== null
}

/** Offsets of `import(`, in code or not. */
function findImportCalls(text: string): readonly number[] {
  const calls: number[] = []
  for (let at = text.indexOf('import'); at !== -1; at = text.indexOf('import', at + 6)) {
    let end = at + 6
    while (isSpace(text.charCodeAt(end))) end++
    if (text[end] === '(') calls.push(at)
  }
  return calls
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff
}
