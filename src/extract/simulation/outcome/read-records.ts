import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SimulationRecord } from '../runtime/records.js'

/** What the processes of one run wrote; the last line of one that was ended may be half written. */
export function readRecords(folder: string): readonly SimulationRecord[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.ndjson'))
    .toSorted()
    .flatMap(name => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .flatMap(line => {
      try {
        return [JSON.parse(line) as SimulationRecord]
      } catch {
        return []
      }
    })
}
