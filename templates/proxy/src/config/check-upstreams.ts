import { type ConfigPath, complain, type PlacedComplaint, renderPath } from './complaint.js'
import { suggestName } from './nearest-name.js'
import type { SoundConfig } from './sound-config.js'

/** That whatever names an upstream names one that exists, and that a mode which needs a new side has one. */
export function checkUpstreams(config: SoundConfig): readonly PlacedComplaint[] {
  const { input, lacks } = config
  // Without the upstreams themselves every name would be unknown.
  if (input.upstreams === undefined) return []
  const names = Object.keys(input.upstreams)
  const complaints: PlacedComplaint[] = []
  const look = (name: string | null | undefined, path: ConfigPath) => {
    if (name == null || names.includes(name)) return
    const known = names.length === 0 ? 'Add it to "upstreams".' : `Upstreams are: ${names.join(', ')}.`
    const message = `${renderPath(path)}: there is no upstream ${JSON.stringify(name)}.`
    complaints.push(complain(path, message, suggestName(name, names, known)))
  }
  look(input.fallback, ['fallback'])
  look(input.defaults?.legacy, ['defaults', 'legacy'])
  look(input.defaults?.new, ['defaults', 'new'])
  for (const [at, route] of (input.routes ?? []).entries()) {
    look(route?.legacy, ['routes', at, 'legacy'])
    look(route?.new, ['routes', at, 'new'])
  }
  if (input.fallback === undefined && !lacks(['fallback']) && !names.includes('legacy')) {
    complaints.push(
      complain(
        ['upstreams'],
        'There is no upstream for requests that no route matches.',
        'Name one of the upstreams in "fallback", or call it "legacy".',
      ),
    )
  }
  return [...complaints, ...checkNewSides(config, names)]
}

function checkNewSides({ input, lacks }: SoundConfig, names: readonly string[]): readonly PlacedComplaint[] {
  const byDefault = input.defaults?.new === undefined ? names.includes('new') : input.defaults.new !== null
  const unsure = lacks(['defaults', 'new'])
  return (input.routes ?? []).flatMap((route, at) => {
    const mode = route?.mode ?? 'legacy'
    if (mode === 'legacy') return []
    const has = route?.new === undefined ? byDefault || unsure : route.new !== null
    if (has || lacks(['routes', at, 'new'])) return []
    const place = ['routes', at, 'mode']
    const message = `${renderPath(place)} is ${JSON.stringify(mode)}, but the route has no new side.`
    return [complain(place, message, 'Name the upstream of the new system in "new".')]
  })
}
