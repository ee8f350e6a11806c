import type { output, ZodType } from 'zod'
import type { Log } from '../database/index.js'
import type { Backend, Reading } from './backend.js'
import { createBackendState } from './backend-state.js'

export interface CacheOptions<Value extends ZodType> {
  /** Unique among all caches of the product. */
  readonly name: string
  /** What it gives is what JSON knows. What was kept and does not fit it any more is loaded anew. */
  readonly value: Value
  /** Milliseconds: how old a value gets where its invalidation was lost. */
  readonly ttl: number
}

export interface Cache<Value> {
  /** The kept value, or what `load` gives; of those who ask at the same time, one loads. */
  readonly get: (key: string, load: () => Promise<Value>) => Promise<Value>
  /** Call it after the commit. Whoever asks afterwards gets what is loaded afterwards; in other processes a moment later. */
  readonly invalidate: (key: string) => Promise<void>
}

/** A backend that fails makes it slow, not wrong: values are loaded then. */
export function createCache<Value extends ZodType>(
  backend: Backend,
  { name, value: schema, ttl }: CacheOptions<Value>,
  log: Log,
): Cache<output<Value>> {
  const flights = new Map<string, Promise<output<Value>>>()
  backend.onDrop(key => {
    if (key === null) flights.clear()
    else flights.delete(key)
  })
  const state = createBackendState(name, log)
  const read = async (key: string): Promise<Reading | null> => {
    if (!state.mayAsk()) return null
    try {
      const reading = await backend.read(key)
      state.answered()
      return reading
    } catch (error) {
      state.failed(error)
      return null
    }
  }

  const loadAnew = async (
    key: string,
    reading: Reading | null,
    load: () => Promise<output<Value>>,
  ): Promise<output<Value>> => {
    const loaded = await load()
    const text = JSON.stringify(loaded)
    if (reading !== null) {
      await backend.write(key, text, { ticket: reading.ticket, ttl }).catch(state.failed)
    }
    return schema.parse(JSON.parse(text))
  }

  return {
    get: (suffix, load) => {
      const key = `${name}:${suffix}`
      const running = flights.get(key)
      if (running !== undefined) return running
      const fly = async (): Promise<output<Value>> => {
        const reading = await read(key)
        const kept = parseKept(schema, reading)
        return kept === null ? await loadAnew(key, reading, load) : kept.value
      }
      const flight = fly()
      flights.set(key, flight)
      const end = () => {
        if (flights.get(key) === flight) flights.delete(key)
      }
      flight.then(end, end)
      return flight
    },
    invalidate: async suffix => {
      const key = `${name}:${suffix}`
      flights.delete(key)
      await backend.drop(key).catch(error => {
        const reason = error instanceof Error ? error.message : String(error)
        log.warn({ cache: name, reason }, `an invalidation was lost; old values stay for ${ttl} ms at most`)
      })
      // Whoever asked meanwhile may have got hold of what was there before the drop.
      flights.delete(key)
    },
  }
}

function parseKept<Value extends ZodType>(
  schema: Value,
  reading: Reading | null,
): { readonly value: output<Value> } | null {
  if (reading?.text === null || reading === null) return null
  const parsed = schema.safeParse(JSON.parse(reading.text))
  return parsed.success ? { value: parsed.data } : null
}
