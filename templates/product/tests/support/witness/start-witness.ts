import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ask, createClient, findBundle, type RunningProcess, startProcess } from '@shop/platform/testing'
import type { WitnessKind } from './witness.js'

type Environment = Readonly<Record<string, string>>

const support = fileURLToPath(new URL('..', import.meta.url))
const script = fileURLToPath(new URL('./witness-replica.ts', import.meta.url))

export async function launchWitness(kind: WitnessKind, env: Environment): Promise<RunningProcess> {
  return startProcess([join(await findBundle([script]), 'witness-replica.js'), kind, support], { env })
}

export interface WitnessReplica {
  readonly process: RunningProcess
  readonly ask: Ask
}

export async function startWitness(kind: WitnessKind, env: Environment): Promise<WitnessReplica> {
  const process = await launchWitness(kind, env)
  const [, origin = ''] = await process.says(/Listening on (\S+)/)
  return { process, ask: createClient(origin) }
}
