import { createDeclarationFinder } from '../program/find-declarations.js'
import type { Program } from '../program/program.js'
import { collectSites } from './collect-sites.js'
import type { Site } from './crossed-by.js'
import { describeSymbol } from './describe-symbol.js'
import type { CrossingSymbol, Direction, Seam } from './seam.js'

/**
 * All that crosses the border of a module, in the files of the program. Imports are no crossings by themselves: what
 * they bring is used somewhere, or the import is that use.
 */
export function deriveSeam(program: Program, module: string): Seam {
  const bySymbol = new Map<string, [Site, ...Site[]]>()
  for (const site of collectSites(program, module)) {
    const key = `${directionOf(site, module)} ${site.identity.id}`
    const same = bySymbol.get(key)
    if (same === undefined) bySymbol.set(key, [site])
    else same.push(site)
  }
  const sources = { program, findDeclarations: createDeclarationFinder(program) }
  const symbols = [...bySymbol.values()].map(sites =>
    describeSymbol({ direction: directionOf(sites[0], module), sites: sortSites(sites) }, sources),
  )
  return { module, inbound: select(symbols, 'inbound'), outbound: select(symbols, 'outbound') }
}

function directionOf({ using }: Site, module: string): Direction {
  return using.module === module ? 'outbound' : 'inbound'
}

function sortSites([first, ...others]: [Site, ...Site[]]): [Site, ...Site[]] {
  const sorted = [first, ...others].toSorted((left, right) =>
    left.using === right.using
      ? left.node.getStart() - right.node.getStart()
      : left.using.path < right.using.path
        ? -1
        : 1,
  )
  return [sorted[0] ?? first, ...sorted.slice(1)]
}

function select(symbols: readonly CrossingSymbol[], direction: Direction): readonly CrossingSymbol[] {
  return symbols
    .filter(symbol => symbol.direction === direction)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
}
