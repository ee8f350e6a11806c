import type { RunnerName } from './runner.js'

/** The word that starts each runner, by name or by the path of its file. */
const starters: readonly { readonly runner: RunnerName; readonly word: RegExp }[] = [
  { runner: 'vitest', word: /(?:^|[\s;&|(]|[\\/])vitest(?:\.mjs)?(?=\s|$)/ },
  { runner: 'jest', word: /(?:^|[\s;&|(]|[\\/])(?:jest(?:\.js)?|react-scripts\s+test)(?=\s|$)/ },
  { runner: 'mocha', word: /(?:^|[\s;&|(]|[\\/])(?:_?mocha(?:\.js)?|ts-mocha)(?=\s|$)/ },
  { runner: 'node', word: /(?:^|[\s;&|(]|[\\/])(?:node|tsx)(?=\s(?:[^;&|]*\s)?--test(?:\s|$))/ },
]

export function recogniseRunner(text: string): RunnerName {
  return starters.find(({ word }) => word.test(text))?.runner ?? 'other'
}

/** Flags of a script that ours take the place of: some runners refuse to be told twice. */
const replaced =
  /\s(?:--run|--json|--(?:coverage|coverage\.enabled)(?:=\S+)?|(?:--reporter|--outputFile|--cacheDirectory|--test-reporter|--test-reporter-destination|-R)(?:=|\s+)\S+)(?=\s|$)/g

/**
 * Puts flags where the runner takes them: right behind the word that starts it; for Node before its own `--test`, since
 * what stands before it may be flags of a loader that starts Node.
 */
export function addFlags(text: string, runner: RunnerName, flags: string): string {
  const starter = starters.find(each => each.runner === runner)
  if (starter === undefined) return text
  const plain = text.replaceAll(replaced, '')
  if (runner !== 'node') return plain.replace(starter.word, found => `${found} ${flags}`)
  const from = plain.search(starter.word)
  return plain.slice(0, from) + plain.slice(from).replace(/\s--test(?=\s|$)/, ` ${flags} --test`)
}
