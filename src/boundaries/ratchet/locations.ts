/** Where files are now and whom they belong to. */
export interface Locations {
  /** Modules that own at least one file. */
  readonly modules: ReadonlySet<string>
  readonly exists: (file: string) => boolean
  /** The path itself while the file exists, its new path when git knows of a rename, null otherwise. */
  readonly fileNow: (file: string) => string | null
  /** Name of the module that owns a file. */
  readonly homeOf: (file: string) => string | null
}

export interface LocationsRequest {
  /** Existing files. */
  readonly paths: readonly string[]
  /** Old path → new path. */
  readonly renames: ReadonlyMap<string, string>
  readonly moduleOf: (file: string) => { readonly name: string } | null
}

export function deriveLocations({ paths, renames, moduleOf }: LocationsRequest): Locations {
  const existing = new Set(paths)
  const homeOf = (file: string): string | null => moduleOf(file)?.name ?? null
  return {
    modules: new Set(paths.flatMap(path => homeOf(path) ?? [])),
    exists: file => existing.has(file),
    fileNow: file => (existing.has(file) ? file : (renames.get(file) ?? null)),
    homeOf,
  }
}
