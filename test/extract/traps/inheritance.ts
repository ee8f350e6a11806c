import type { Trap } from './trap.js'

/** Classes and decorators that reach across. */
export const inheritance: readonly Trap[] = [
  {
    name: 'others extend a service with state of its own',
    files: {
      'store/store.ts': `import { Injectable } from '@nestjs/common'
import { readFile } from 'node:fs/promises'
@Injectable()
export class Store {
  protected readonly seen = new Set<string>()
  async load(id: string) { this.seen.add(id); return readFile(id, 'utf8') }
}
export class Use { constructor(readonly store: Store) {} }`,
      'loans/loans.ts': `import { Injectable } from '@nestjs/common'
import { Store } from '../store/store'
@Injectable()
export class LoanStore extends Store { count() { return this.seen.size } } /*!*/`,
    },
    told: { in: ['refusals'], says: /extends Store/ },
  },
  {
    name: 'a base class of the module calls what others override',
    files: {
      'store/exporter.ts': `import { writeFile } from 'node:fs/promises'
export abstract class Exporter {
  async run(id: string) { await writeFile(id, this.format(id)) }
  protected abstract format(id: string): string
}`,
      'loans/loans.ts': `import { Exporter } from '../store/exporter'
export class LoanExporter extends Exporter { protected format(id: string) { return id } } /*!*/`,
    },
    told: { in: ['inversions'], says: /^template-method/ },
  },
  {
    name: 'others extend what a function of the module makes of a class',
    files: {
      'store/audited.ts': `type Base = new (...given: any[]) => object
const seen: string[] = []
export function audited<T extends Base>(base: T) { /*!*/
  return class extends base { note(text: string) { seen.push(text); return seen.length } } /*!*/
}`,
      'loans/loans.ts': `import { audited } from '../store/audited'
class Plain { name = '' }
export class Loan extends audited(Plain) {} /*!*/`,
    },
    told: { in: ['refusals', 'treatments', 'inversions'], says: /^refuse|function|class|extend/ },
  },
  {
    name: 'a decorator of the module gathers classes of others in a list of its own',
    files: {
      'store/handles.ts': `export const handlers = new Map<string, new () => object>()
export const Handles = (name: string) => (target: new () => object) => { handlers.set(name, target) }
export const run = (name: string) => new (handlers.get(name)!)()`,
      'loans/loans.ts': `import { Handles } from '../store/handles'
@Handles('loan') /*!*/
export class LoanHandler {}`,
    },
    told: { in: ['inversions', 'refusals', 'treatments'], says: /Handles/ },
  },
  {
    name: 'a visitor of others walks the data of the module',
    files: {
      'store/tree.ts': `const titles = ['atlas']
export interface Visitor { visit(title: string): void }
export class Catalog { accept(visitor: Visitor) { for (const title of titles) visitor.visit(title) } add(title: string) { titles.push(title) } }`,
      'loans/loans.ts': `import { Catalog } from '../store/tree'
export function list(catalog: Catalog) {
  const all: string[] = []
  catalog.accept({ visit: title => { all.push(title) } }) /*!*/
  return all
}`,
    },
    told: { in: ['inversions'], says: /^visitor/ },
  },
]
