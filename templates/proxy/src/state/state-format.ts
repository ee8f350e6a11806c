import { z } from 'zod'
import { modes } from '../config/model.js'
import type { ProxyState } from './state.js'
import { StateError, wordsOf } from './state-error.js'

/** Goes up when an older proxy could no longer read, or would lose, what a newer one stores. */
export const stateVersion = 1

const mode = z.enum(modes)
const count = z.number().int().nonnegative()
const share = z.number().min(0).max(100)

const routeState = z.object({
  mode,
  share,
  declared: z.object({ mode, share }),
  halted: z.string().nullable(),
  affected: z.object({ requests: count, failed: count }).optional(),
  step: z.number().int().min(-1),
  since: z.number(),
  legacyHits: count,
  lastLegacyHit: z.number().nullable(),
  missingSince: z.number().optional(),
})

const proxyState = z.object({
  revision: count,
  routes: z.record(z.string(), routeState),
  noise: z.record(z.string(), z.object({ comparisons: count, paths: z.record(z.string(), count) })),
  killed: z.boolean(),
})

/** A state as text, marked with its version. */
export function encodeState(state: ProxyState): string {
  return JSON.stringify({ version: stateVersion, state }, null, 2)
}

/** The state in a text; `place` names it in errors. Throws StateError for all that this version cannot be sure of. */
export function decodeState(text: string, place: string): ProxyState {
  const { version, state } = parseEnvelope(text, place)
  if (version > stateVersion) {
    throw new StateError(
      'newer',
      `${place} was written by a newer version (format ${version}, this one knows ${stateVersion}). Update this proxy, or move the state away to start from the config.`,
    )
  }
  const parsed = proxyState.safeParse(state)
  if (!parsed.success) throw unreadable(place, z.prettifyError(parsed.error))
  return parsed.data
}

const envelope = z.object({ version: z.number().int().positive(), state: z.unknown() })

function parseEnvelope(text: string, place: string): z.infer<typeof envelope> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw unreadable(place, wordsOf(error))
  }
  const parsed = envelope.safeParse(json)
  if (!parsed.success) throw unreadable(place, 'it has no version')
  return parsed.data
}

function unreadable(place: string, why: string): StateError {
  return new StateError(
    'unreadable',
    `${place} cannot be read: ${why}. It has been left as it is; repair it, or move it away to start from the config.`,
  )
}
