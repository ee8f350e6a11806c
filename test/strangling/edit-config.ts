import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { applyEdits, type JSONPath, modify, parse } from 'jsonc-parser'
import type { MovedRoute } from './scene.js'

interface FoundRoute {
  readonly id?: string
  readonly path: string
  readonly methods?: readonly string[]
}

/** Changes values of a config file, as an editor would: comments stay, and the file is replaced whole. */
export function editConfig(
  file: string,
  edits: readonly (readonly [place: JSONPath, value: unknown])[],
): void {
  const text = edits.reduce(
    (edited, [place, value]) =>
      applyEdits(
        edited,
        modify(edited, place, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }),
      ),
    readFileSync(file, 'utf8'),
  )
  writeFileSync(`${file}.next`, text)
  renameSync(`${file}.next`, file)
}

/** `METHOD /path` of what a config names, parameters without their names. */
export function readRoutes(file: string): ReadonlySet<string> {
  const { routes } = parse(readFileSync(file, 'utf8')) as { routes: readonly FoundRoute[] }
  return new Set(routes.flatMap(({ methods = [], path }) => methods.map(each => `${each} ${formOf(path)}`)))
}

/** Position of a route in the list of a config. */
export function indexOfRoute(file: string, id: string): number {
  const { routes } = parse(readFileSync(file, 'utf8')) as { routes: readonly FoundRoute[] }
  return routes.findIndex(route => route.id === id)
}

export const formOf = (path: string): string => path.replace(/:[^/]+/g, ':')

/** Gives what moves routes of its own: the methods leave the route that was found for their path. */
export function splitRoutes(file: string, moved: readonly MovedRoute[]): void {
  const { routes } = parse(readFileSync(file, 'utf8')) as { routes: readonly FoundRoute[] }
  const rest = routes.flatMap(route => {
    const taken = moved
      .filter(({ path }) => formOf(path) === formOf(route.path))
      .flatMap(({ methods }) => methods)
    const methods = route.methods?.filter(method => !taken.includes(method))
    return methods?.length === 0 ? [] : [{ ...route, methods }]
  })
  const own = moved.map(({ id, path, methods }) => ({ id, path, methods, mode: 'legacy' }))
  editConfig(file, [[['routes'], [...rest, ...own]]])
}
