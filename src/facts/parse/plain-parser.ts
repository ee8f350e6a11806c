import { parseSync } from 'oxc-parser'
import type { Parser } from './parsed-source.js'

/** The parser's public interface; works on every platform and serialises each tree, which costs most of its time. */
export const parsePlain: Parser = (text, _bytes, dialect) => {
  const result = parseSync('source', text, { ...dialect, astType: 'ts' })
  return {
    module: result.module,
    errors: result.errors,
    program: () => result.program,
    comments: () => result.comments,
  }
}
