import { type Facts, type FactsRequest, openWorkingTree, readFacts } from '../../src/facts/index.js'

const plainConfig = { include: [], exclude: [], tests: [], generated: [], aliases: new Map() }

/** The facts of a folder, without a cache unless one is named. */
export async function factsOf(
  root: string,
  changes: Partial<FactsRequest> & { aliases?: ReadonlyMap<string, string> } = {},
): Promise<Facts> {
  const config = {
    ...plainConfig,
    ...changes.config,
    ...(changes.aliases === undefined ? {} : { aliases: changes.aliases }),
  }
  return readFacts({ tree: openWorkingTree(root), cacheFolder: null, tables: false, ...changes, config })
}

/** Dependencies of one file, as short lines that tests compare: `line:column form kind symbols → target`. */
export function edgesOf(facts: Facts, file: string): string[] {
  return facts.dependencies
    .filter(({ from }) => from === file)
    .map(({ line, column, form, kind, symbols, to, definedIn, external }) => {
      const target = external ? `npm:${to}` : (to ?? 'nothing')
      const defined = definedIn === to || definedIn === null ? '' : ` in ${definedIn}`
      return `${line}:${column} ${form} ${kind} [${symbols.join(' ')}] → ${target}${defined}`
    })
}
