import { refuse } from '../kernel/problem.js'

/** Throws a UserError where this Node is older than the package asks for: `>=20.19`. What follows would fail without a word of why. */
export function assertNode(running: string, wanted: string): void {
  const [major = 0, minor = 0] = numbersOf(running)
  const [leastMajor = 0, leastMinor = 0] = numbersOf(wanted)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  refuse(
    'usage',
    `Node ${running} is too old: banyan and the products that it makes need ${leastMajor}.${leastMinor} or later.`,
    'Take a newer Node: https://nodejs.org/en/download, or the version manager of your machine.',
  )
}

function numbersOf(version: string): readonly number[] {
  return version.replace(/^\D+/, '').split('.').map(Number)
}
