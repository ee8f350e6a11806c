import type { SimulationRecord } from '../runtime/records.js'
import type { Round, TestDifference, TestResult, TestStatus } from '../simulation.js'

/** Results of one run by test. A name that occurs twice in a file counts as failed when one of them fails. */
export type ResultsByTest = ReadonlyMap<string, TestResult>

export function byTest(results: readonly TestResult[]): ResultsByTest {
  const found = new Map<string, TestResult>()
  for (const result of results) {
    const key = keyOf(result)
    if (found.get(key)?.status !== 'failed') found.set(key, result)
  }
  return found
}

/** As records name it: `file › name`. */
export function keyOf({ file, name }: Pick<TestResult, 'file' | 'name'>): string {
  return name === '' ? file : `${file} › ${name}`
}

/** Tests that end otherwise in some untouched run than in the first. */
export function findFlaky([first, ...others]: readonly ResultsByTest[]): readonly string[] {
  if (first === undefined) return []
  const keys = new Set([first, ...others].flatMap(each => [...each.keys()]))
  return [...keys]
    .filter(key => others.some(each => each.get(key)?.status !== first.get(key)?.status))
    .toSorted()
}

export interface Compared {
  readonly round: Round
  readonly before: ResultsByTest
  readonly after: ResultsByTest
  readonly flaky: readonly string[]
  readonly records: readonly SimulationRecord[]
}

/** Tests that end otherwise, with the operations that were crossed in each; flaky ones are left out. */
export function compareTests({ round, before, after, flaky, records }: Compared): readonly TestDifference[] {
  const ignored = new Set(flaky)
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter(key => !ignored.has(key)).toSorted()
  return keys.flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was?.status === is?.status) return []
    const { file, name } = was ?? is ?? { file: '', name: key }
    const status = (result: TestResult | undefined): TestStatus | null => result?.status ?? null
    const operations = crossedIn(key, records)
    return [
      { file, name, round, before: status(was), after: status(is), message: is?.message ?? null, operations },
    ]
  })
}

/** Some runners tell a test's own name only, without the suites around it. */
function crossedIn(key: string, records: readonly SimulationRecord[]): readonly string[] {
  const [file = '', name = ''] = key.split(' › ')
  const found = records.filter(record => {
    if (record.is !== 'crossing') return false
    if (record.test === key) return true
    const [itsFile, itsName] = record.test.split(' › ')
    return itsFile === file && itsName !== undefined && name.endsWith(itsName)
  })
  return [...new Set(found.map(({ operation }) => operation))].toSorted()
}
