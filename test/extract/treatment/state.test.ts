import { describe, expect, it } from 'vitest'
import { readFrameworks } from '../../../src/extract/frameworks/read-frameworks.js'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { decideTreatments } from '../../../src/extract/treatment/decide-treatments.js'
import type { Treatment } from '../../../src/extract/treatment/treatment.js'
import { type MarkedProgram, openMarkedProgram } from '../seam/read-seam.js'

/** What the shelf declares, what the desk does with it, and what becomes of one member or symbol. */
type Case = readonly [name: string, shelf: string, desk: string, what: string, wanted: Treatment]

const flock = `export class Shelf {
  private readonly books: string[] = []
  put(book: string) { this.books.push(book); return this.books.length }
}`

const cases: readonly Case[] = [
  [
    'an instance that the file makes keeps what it is given',
    `${flock}\nexport const shelf = new Shelf()`,
    "shelf.put('atlas')",
    'Shelf.put',
    'remote',
  ],
  [
    'an instance that nobody is seen to make is made once',
    flock,
    "export const put = (shelf: Shelf) => shelf.put('atlas')",
    'Shelf.put',
    'remote',
  ],
  [
    'an instance that the other side makes for itself is its own',
    flock,
    "export const put = () => new Shelf().put('atlas')",
    'Shelf.put',
    'pure',
  ],
  [
    'a static that functions change',
    'export class Shelf { static count = 0\n static add() { Shelf.count += 1 } }',
    'export const n = Shelf.count',
    'Shelf.count',
    'refuse',
  ],
  [
    'a static that nobody changes',
    'export class Shelf { static most = 10 }',
    'export const n = Shelf.most',
    'Shelf.most',
    'type',
  ],
  [
    'a function that changes a static',
    'export class Shelf { static count = 0\n static add() { Shelf.count += 1 } }',
    'Shelf.add()',
    'Shelf.add',
    'remote',
  ],
  [
    'a full list that a function takes from',
    "const books = ['atlas']\nexport const take = () => books.pop()",
    'take()',
    'take',
    'remote',
  ],
  [
    'a full list that is only read',
    "const books = ['atlas']\nexport const first = () => books[0]",
    'first()',
    'first',
    'pure',
  ],
  [
    'an object that changes its own list',
    'export const shelf = { books: [] as string[], put(book: string) { this.books.push(book) } }',
    "shelf.put('atlas')",
    'shelf.put',
    'remote',
  ],
  [
    'settings that the other side assigns all at once',
    'export const settings = { most: 1 }',
    'Object.assign(settings, { most: 2 })',
    'settings',
    'refuse',
  ],
  [
    'settings with a list that the other side adds to',
    "export const settings = { books: ['atlas'] }",
    "settings.books.push('map')",
    'settings',
    'refuse',
  ],
  [
    'settings of which one is deleted',
    'export const settings: { most?: number } = { most: 1 }',
    'delete (settings as { most?: number }).most',
    'settings',
    'refuse',
  ],
  [
    'settings that are an argument of a change elsewhere',
    "export const settings = { book: 'atlas' }",
    'const own: string[] = []\nown.push(settings.book)',
    'settings',
    'configuration',
  ],
  [
    'a variable of the environment that is set',
    'export const zone = (name: string) => { process.env.TZ = name }',
    "zone('UTC')",
    'zone',
    'remote',
  ],
  [
    'a property that lives on',
    "import { Subject } from 'rxjs'\nexport class Shelf { readonly taken = new Subject<string>()\n take() { this.taken.next('a') } }\nexport const shelf = new Shelf()",
    'shelf.taken.subscribe(() => undefined)',
    'Shelf.taken',
    'refuse',
  ],
  [
    'a function that answers with a class',
    'const seen: string[] = []\nexport function listed(base: new () => object) { return class extends base { note() { seen.push("a") } } }',
    'export class Own extends listed(Object) {}',
    'listed',
    'refuse',
  ],
  [
    'a method that the other side replaces',
    'export class Clock { now() { return Date.now() } }',
    'Clock.prototype.now = () => 0',
    'Clock.now',
    'refuse',
  ],
]

/** All cases as one program; opened within the first test, which removes its files. */
let opened: Promise<MarkedProgram> | null = null
function openCases(): Promise<MarkedProgram> {
  opened ??= openMarkedProgram(
    Object.fromEntries(
      cases.flatMap(([, shelf, desk], index) => [
        [`case${index}/shelf/shelf.ts`, shelf],
        [`case${index}/shelf/own.ts`, "import * as all from './shelf'\nexport const own = Object.keys(all)"],
        [`case${index}/desk/desk.ts`, `import { ${namesIn(shelf)} } from '../shelf/shelf'\n${desk}`],
      ]),
    ),
  )
  return opened
}

describe('what lives as long as the program', () => {
  it.each(cases.map((each, index) => [each[0], index] as const))(
    '%s',
    async (_, index) => {
      const open = await openCases()
      const { program } = open
      const seam = deriveSeam(program, open.moduleAt(`case${index}/shelf`))
      const treated = decideTreatments({ program, seam, frameworks: readFrameworks(program) })
      const found = treated
        .filter(({ direction }) => direction === 'inbound')
        .flatMap(({ symbol, treatment, members }) => {
          const name = symbol.slice(symbol.indexOf('#') + 1)
          return [[name, treatment], ...members.map(each => [`${name}.${each.member}`, each.treatment])]
        })
      const [, , , what, wanted] = cases[index] ?? []
      expect(found).toContainEqual([what, wanted])
    },
    120_000,
  )
})

function namesIn(shelf: string): string {
  return [...shelf.matchAll(/export (?:class|const|function) (\w+)/g)].map(([, name]) => name).join(', ')
}
