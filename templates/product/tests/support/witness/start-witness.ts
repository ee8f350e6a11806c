import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBundle } from '../bundle.js'
import { type Ask, createClient } from '../client.js'
import { type RunningProcess, startProcess } from '../process.js'
import type { WitnessKind } from './witness.js'

type Environment = Readonly<Record<string, string>>

const migrations = fileURLToPath(new URL('./migrations', import.meta.url))

export async function launchWitness(kind: WitnessKind, env: Environment): Promise<RunningProcess> {
  return startProcess([join(await findBundle(), 'witness-replica.js'), kind, migrations], { env })
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
