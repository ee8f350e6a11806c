import type { ts } from 'ts-morph'
import { identify, type Identity } from '../program/identify.js'
import type { Program, ProgramFile } from '../program/program.js'
import type { ImportIndex } from './import-index.js'
import type { ResolveName } from './resolve-name.js'
import type { Usage } from './seam.js'

/** One place on the using side, and the declaration on the other side of the border that it uses. */
export interface Site {
  readonly node: ts.Node
  readonly using: ProgramFile
  readonly identity: Identity
  readonly usage: Usage
}

/** What is looked at on the way. */
export interface Search {
  readonly program: Program
  readonly module: string
  readonly imports: ImportIndex
  readonly resolve: ResolveName
}

/** The declarations of a symbol that stand on the other side of the border from a file. */
export function crossedBy(
  symbol: ts.Symbol,
  using: ProgramFile,
  { program, module }: Search,
): readonly Identity[] {
  const isInside = using.module === module
  const found = new Map<string, Identity>()
  for (const declaration of symbol.declarations ?? []) {
    const declaring = program.fileOf(declaration)
    if (declaring === null || (declaring.module === module) === isInside) continue
    const identity = identify(program, declaration)
    if (identity !== null) found.set(`${identity.id}\0${identity.member}`, identity)
  }
  return [...found.values()]
}
