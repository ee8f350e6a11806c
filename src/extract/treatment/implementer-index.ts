import { ts } from 'ts-morph'
import { identify } from '../program/identify.js'
import type { Program } from '../program/program.js'

/** Modules that have a class which implements an interface, directly or through others that extend it; by the interface's id. */
export type ImplementersOf = (id: string) => ReadonlySet<string | null>

/** Looks at the heritage of all classes and interfaces once, when first asked. */
export function createImplementerIndex(program: Program): ImplementersOf {
  let heirs: ReadonlyMap<string, readonly Heir[]> | null = null
  return id => {
    heirs ??= collectHeirs(program)
    const modules = new Set<string | null>()
    const seen = new Set([id])
    for (const each of seen) {
      for (const heir of heirs.get(each) ?? []) {
        if (heir.isClass) modules.add(heir.module)
        seen.add(heir.id)
      }
    }
    return modules
  }
}

interface Heir {
  readonly id: string
  readonly isClass: boolean
  readonly module: string | null
}

function collectHeirs(program: Program): ReadonlyMap<string, readonly Heir[]> {
  const heirs = new Map<string, Heir[]>()
  for (const { source, module, test } of program.files) {
    if (test) continue
    for (const node of source.statements) {
      if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) continue
      const id = identify(program, node)?.id
      for (const base of id === undefined ? [] : basesOf(node, program)) {
        const known = heirs.get(base) ?? []
        heirs.set(base, [...known, { id: id ?? '', isClass: ts.isClassDeclaration(node), module }])
      }
    }
  }
  return heirs
}

function basesOf(node: ts.ClassDeclaration | ts.InterfaceDeclaration, program: Program): readonly string[] {
  const { checker } = program
  return (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const symbol = checker.getSymbolAtLocation(expression)
      const target =
        symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
          ? checker.getAliasedSymbol(symbol)
          : symbol
      return (target?.declarations ?? []).flatMap(each => identify(program, each)?.id ?? [])
    }),
  )
}
