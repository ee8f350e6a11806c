import type { Comment, EcmaScriptModule, OxcError, ParserOptions, Program } from 'oxc-parser'

/** How a source text is to be read. */
export type Dialect = Pick<ParserOptions, 'lang' | 'sourceType'>

/** One parsed file. `program` and `comments` cost extra on first use: the module record alone is cheap. */
export interface ParsedSource {
  readonly module: EcmaScriptModule
  readonly errors: readonly OxcError[]
  /** The tree; given offsets, statements of the top level that hold none of them may be left out. */
  readonly program: (offsets: readonly number[] | null) => Program
  readonly comments: () => readonly Comment[]
}

/**
 * Parses one text. Offsets in the result count UTF-16 units of `text`. The result is valid until the next call:
 * parsers reuse their memory.
 */
export type Parser = (text: string, bytes: Uint8Array, dialect: Dialect) => ParsedSource
