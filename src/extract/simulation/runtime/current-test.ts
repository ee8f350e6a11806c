import { builtin } from './builtin.js'

/** Where runners keep the test that runs: Jest's matchers, Vitest's, and what our own hooks set. */
interface Runners {
  readonly '$$jest-matchers-object'?: { readonly state?: ExpectState }
  readonly 'expect-global'?: { readonly getState?: () => ExpectState }
  readonly 'banyan.test'?: { readonly name: string; readonly file: string | null }
}

interface ExpectState {
  readonly currentTestName?: string
  readonly testPath?: string
}

/** `file › name` of the test that runs; the file alone outside of tests; empty when nothing tells. */
export function currentTest(root: string): string {
  const own = find('banyan.test')
  if (own !== undefined) return label(root, own.file ?? undefined, own.name)
  const state = find('expect-global')?.getState?.() ?? find('$$jest-matchers-object')?.state
  return label(root, state?.testPath, state?.currentTestName)
}

function find<Name extends keyof Runners>(name: Name): Runners[Name] {
  return (globalThis as unknown as Record<symbol, Runners[Name]>)[Symbol.for(name)]
}

function label(root: string, file = '', name = ''): string {
  const path = file === '' ? '' : builtin('path').relative(root, file).replaceAll('\\', '/')
  return name === '' ? path : `${path} › ${name.replaceAll(' > ', ' ')}`
}
