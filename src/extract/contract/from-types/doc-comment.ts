import { ts } from 'ts-morph'

interface Doc {
  readonly description?: string
  readonly deprecated?: true
}

/** What the doc comment of a declaration says, where there is one. */
export function readDoc(symbol: ts.Symbol, checker: ts.TypeChecker): Doc {
  const description = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()
  const deprecated = symbol.getJsDocTags(checker).some(({ name }) => name === 'deprecated')
  return { ...(description === '' ? {} : { description }), ...(deprecated ? { deprecated: true } : {}) }
}
