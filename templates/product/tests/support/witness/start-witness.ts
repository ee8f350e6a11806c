import { fileURLToPath } from 'node:url'
import { type Ask, createClient } from '../client.js'
import { type RunningProcess, startProcess } from '../process.js'
import type { WitnessKind } from './witness.js'

const script = fileURLToPath(new URL('./main.ts', import.meta.url))

export function launchWitness(kind: WitnessKind, env: Readonly<Record<string, string>>): RunningProcess {
  return startProcess(['--import', 'tsx', script, kind], { env })
}

export interface WitnessReplica {
  readonly process: RunningProcess
  readonly ask: Ask
}

export async function startWitness(
  kind: WitnessKind,
  env: Readonly<Record<string, string>>,
): Promise<WitnessReplica> {
  const process = launchWitness(kind, env)
  const [, origin = ''] = await process.says(/Listening on (\S+)/)
  return { process, ask: createClient(origin) }
}
