import { ts } from 'ts-morph'
import type { TableUse } from '../../../facts/index.js'
import { functionAround, type ProgramIndex } from './program-index.js'

export interface TouchedTable {
  readonly table: string
  readonly access: 'read' | 'write'
}

/** Tables by the code that touches them. */
export interface TableUses {
  /** In the text of a piece of code. */
  readonly within: (code: ts.Node) => readonly TouchedTable[]
  /** By what a class inherits: told at its name or its fields, outside of its functions. */
  readonly inherited: (owner: ts.ClassLikeDeclaration) => readonly TouchedTable[]
}

export function indexTableUses(tables: readonly TableUse[], { program }: ProgramIndex): TableUses {
  const byFile = new Map<string, TableUse[]>()
  for (const use of tables) {
    if (use.access !== 'read' && use.access !== 'write') continue
    byFile.set(use.file, [...(byFile.get(use.file) ?? []), use])
  }
  const usesIn = (code: ts.Node, keep: (at: number, source: ts.SourceFile) => boolean) => {
    const file = program.fileOf(code)
    if (file === null) return []
    const { source } = file
    return (byFile.get(file.path) ?? []).flatMap(({ table, access, line, column }) => {
      if (line > source.getLineStarts().length) return []
      const at = source.getPositionOfLineAndCharacter(line - 1, 0) + column - 1
      return at >= code.getStart(source) && at < code.end && keep(at, source)
        ? [{ table, access: access as TouchedTable['access'] }]
        : []
    })
  }
  return {
    within: remember(code => usesIn(code, () => true)),
    inherited: remember(owner => usesIn(owner, (at, source) => isOutsideOfFunctions(at, source, owner))),
  }
}

/** Hundreds of transactions reach the same code. */
function remember<Code extends ts.Node>(
  find: (code: Code) => readonly TouchedTable[],
): (code: Code) => readonly TouchedTable[] {
  const known = new Map<Code, readonly TouchedTable[]>()
  return code => {
    const found = known.get(code) ?? find(code)
    known.set(code, found)
    return found
  }
}

function isOutsideOfFunctions(at: number, source: ts.SourceFile, owner: ts.ClassLikeDeclaration): boolean {
  const node = innermost(source, at)
  const around = functionAround(node)
  return around === null || around.pos < owner.pos
}

function innermost(source: ts.SourceFile, at: number): ts.Node {
  let node: ts.Node = source
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, child =>
      child.getStart(source) <= at && at < child.end ? child : undefined,
    )
    if (inner === undefined) return node
    node = inner
  }
}

/** The innermost node at a place of a file. */
export function nodeAt(
  program: ProgramIndex['program'],
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
): ts.Node | null {
  const source = program.fileAt(file)?.source
  if (source === undefined || line > source.getLineStarts().length) return null
  return innermost(source, source.getPositionOfLineAndCharacter(line - 1, 0) + column - 1)
}

/** Each table once; written where it is both read and written. */
export function mergeTables(tables: readonly TouchedTable[]): readonly TouchedTable[] {
  const merged = new Map<string, TouchedTable>()
  for (const each of tables)
    if (each.access === 'write' || !merged.has(each.table)) merged.set(each.table, each)
  return [...merged.values()].toSorted((left, right) => (left.table < right.table ? -1 : 1))
}
