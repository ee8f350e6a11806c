import type { Answers } from '../answers.js'
import { sliceModule } from '../render/rename-slice.js'

/** What a product may have or do without. */
export type Part = 'slice' | 'commerce' | 'saga' | 'event-store' | 'documents' | 'cache' | 'tenancy'

/** Where it is said how each module is made. */
const wiring = 'apps/monolith/src/wiring/'

/** Folders and files of the template that belong to a part; everything else is in every product. */
const places: Readonly<Record<Part, readonly string[]>> = {
  slice: [`modules/${sliceModule}/`, `${wiring}${sliceModule}.ts`],
  commerce: [
    ...['content', 'payments', 'tenants'].flatMap(name => [`modules/${name}/`, `${wiring}${name}.ts`]),
    'apps/monolith/test/commerce/',
  ],
  saga: partOfPlatform('saga'),
  'event-store': partOfPlatform('event-store'),
  documents: partOfPlatform('documents'),
  cache: partOfPlatform('cache'),
  tenancy: partOfPlatform('tenancy'),
}

function partOfPlatform(name: string): readonly string[] {
  return [`packages/platform/src/${name}/`, `packages/platform/test/${name}/`]
}

/** Null for what every product has. */
export function partOf(file: string): Part | null {
  const found = Object.entries(places).find(([, folders]) => folders.some(folder => file.startsWith(folder)))
  return found === undefined ? null : (found[0] as Part)
}

/** The slice is no part of its own: it is made anew for each module. */
export function chooseParts({ example }: Pick<Answers, 'example'>): ReadonlySet<Part> {
  if (example === undefined) return new Set()
  return new Set<Part>(['commerce', 'saga', 'event-store', 'documents', 'cache', 'tenancy'])
}

/** Modules of the product in the order in which they are listed everywhere, "users" first. */
export function chooseModules({ example, modules }: Pick<Answers, 'example' | 'modules'>): readonly string[] {
  if (example !== undefined) return ['users', 'tenants', 'content', 'payments', sliceModule]
  return ['users', ...modules]
}
