import { complain, type PlacedComplaint } from './complaint.js'
import type { SoundConfig } from './sound-config.js'

/** That it is clear where the database of the state is. */
export function checkState({ input, lacks }: SoundConfig): readonly PlacedComplaint[] {
  const { state } = input
  if (state === undefined || state.kind === undefined || state.kind === 'file') return []
  if (lacks(['state', 'url']) || lacks(['state', 'urlVariable'])) return []
  const { url, urlVariable } = state as { readonly url?: string; readonly urlVariable?: string }
  if (url !== undefined && urlVariable !== undefined) {
    const message = 'state.url and state.urlVariable both say where the database is.'
    return [complain(['state', 'urlVariable'], message, 'Take one of them out.')]
  }
  if (url !== undefined || urlVariable !== undefined) return []
  const hint = 'Add "urlVariable": "STRANGLER_STATE_URL" and set that environment variable.'
  return [complain(['state'], 'state does not say where the database is.', hint)]
}
