import type { ZodType } from 'zod'
import { deriveJsonSchema, hasOneWayTransform, isVoid } from '../schema/index.js'
import type { ContractDefinition } from './define-contract.js'

const checked = new WeakSet<ContractDefinition>()

/**
 * Throws where an input or output could not cross a process border: what travels is JSON, so dates travel as text
 * (`z.iso.datetime()`, or the `instant` codec where the code wants a `Date`), and what is parsed has to find its way
 * back (`z.codec`, not `transform`, in outputs).
 */
export function assertCrosses(contract: ContractDefinition): void {
  if (checked.has(contract)) return
  const problems = Object.entries(contract.operations).flatMap(([name, { input, output }]) => [
    ...describeProblem(`${contract.name}.${name} input`, input),
    ...describeProblem(`${contract.name}.${name} output`, output),
    ...(!isVoid(output) && hasOneWayTransform(output)
      ? [`${contract.name}.${name} output: a transform has no way back; use z.codec`]
      : []),
  ])
  if (problems.length > 0)
    throw new Error(`Not everything in this contract can travel as JSON:\n${problems.join('\n')}`)
  checked.add(contract)
}

function describeProblem(place: string, schema: ZodType): readonly string[] {
  if (isVoid(schema)) return []
  try {
    deriveJsonSchema(schema)
    return []
  } catch (error) {
    return [`${place}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
