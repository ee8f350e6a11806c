interface Manifest {
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/**
 * A package.json of the template as it is without the parts that are left out: exports of files that are not there go, and
 * so do dependencies that no file imports. `files` are those of the package, by path in it. Packages of the workspace, which
 * all have the version 0.0.0, are asked for by `workspaceVersion` unless it is null.
 */
export function trimPackage(
  text: string,
  files: ReadonlyMap<string, string>,
  workspaceVersion: string | null,
): string {
  const manifest = JSON.parse(text) as Manifest
  const code = [...files].filter(([file]) => /\.[cm]?[jt]s$/.test(file)).map(([, content]) => content)
  const isUsed = (name: string) =>
    code.some(content => content.includes(`'${name}'`) || content.includes(`'${name}/`))
  const ask = (entries: Readonly<Record<string, string>>) =>
    mapValues(entries, version => (version === '0.0.0' ? (workspaceVersion ?? version) : version))
  const trimmed = {
    ...manifest,
    ...(manifest.exports === undefined
      ? {}
      : { exports: keep(manifest.exports, (_, target) => files.has(target.replace(/^\.\//, ''))) }),
    ...(manifest.dependencies === undefined
      ? {}
      : { dependencies: ask(keep(manifest.dependencies, name => isUsed(name))) }),
  }
  return `${JSON.stringify(trimmed, null, 2)}\n`
}

function keep(
  entries: Readonly<Record<string, string>>,
  wanted: (key: string, value: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries).filter(([key, value]) => wanted(key, value)))
}

function mapValues(
  entries: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]))
}
