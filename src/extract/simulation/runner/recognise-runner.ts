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

/** Puts flags right behind the word that starts the runner. */
export function addFlags(text: string, runner: RunnerName, flags: string): string {
  const starter = starters.find(each => each.runner === runner)
  if (starter === undefined) return text
  return text.replaceAll(replaced, '').replace(starter.word, found => `${found} ${flags}`)
}
