/** What the config says of a module's borders, read off the module itself. */
export interface Borders {
  /** Files in the folder that others may import. */
  readonly publicFiles: readonly string[]
  /** Tables that belong to the module alone. */
  readonly tables: readonly string[]
}

type Files = ReadonlyMap<string, string>

const platform = 'packages/platform'

/** `folder` without a slash at its end. */
export function readBorders(files: Files, folder: string): Borders {
  const shared = new Set(tablesIn(files, file => file.startsWith(`${platform}/src/`)))
  const own = tablesIn(files, file => file.startsWith(`${folder}/migrations/`))
  return {
    publicFiles: exportsOf(files, folder),
    // Tables of an event store, say, stand in each module that has one, and are worked with by the platform.
    tables: own.filter(table => !shared.has(table)).sort(),
  }
}

function exportsOf(files: Files, folder: string): readonly string[] {
  const manifest = files.get(`${folder}/package.json`)
  if (manifest === undefined) return []
  const { exports = {} } = JSON.parse(manifest) as { readonly exports?: Readonly<Record<string, string>> }
  const targets = Object.values(exports).map(target => target.replace(/^\.\//, ''))
  return [...new Set(targets.filter(target => files.has(`${folder}/${target}`)))].sort()
}

function tablesIn(files: Files, isLookedAt: (file: string) => boolean): readonly string[] {
  return [...files]
    .filter(([file]) => isLookedAt(file))
    .flatMap(([, text]) => [...text.matchAll(/(?:^|`)\s*create table (?:if not exists )?(\w+)/gim)])
    .map(([, table]) => table ?? '')
}
