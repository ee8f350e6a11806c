/** Modules of Node itself, also where a test puts something else in their place, and in runners that are older than `node:`. */
interface Builtins {
  readonly fs: typeof import('node:fs')
  readonly path: typeof import('node:path')
  readonly timers: typeof import('node:timers')
  readonly async_hooks: typeof import('node:async_hooks')
}

export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const find = process.getBuiltinModule as ((name: string) => unknown) | undefined
  return (find?.(name) ?? require(name)) as Builtins[Name]
}
