import { complain, type PlacedComplaint, renderPath } from './complaint.js'
import { deriveRouteId } from './route-match.js'
import type { SoundConfig } from './sound-config.js'

/** That no two routes have one id. */
export function checkRouteIds({ input, lacks }: SoundConfig): readonly PlacedComplaint[] {
  const first = new Map<string, number>()
  const complaints: PlacedComplaint[] = []
  for (const [at, route] of (input.routes ?? []).entries()) {
    const place = ['routes', at]
    if (route === undefined || lacks([...place, 'id'])) continue
    if (route.id === undefined && (lacks([...place, 'path']) || lacks([...place, 'methods']))) continue
    const id = route.id ?? deriveRouteId(route)
    if (id === null) continue
    const other = first.get(id)
    if (other === undefined) first.set(id, at)
    else complaints.push(complainOfId(at, other, id, route.id !== undefined))
  }
  return complaints
}

function complainOfId(at: number, other: number, id: string, given: boolean): PlacedComplaint {
  const path = ['routes', at, given ? 'id' : 'path']
  const message = given
    ? `${renderPath(path)}: routes[${other}] has the id ${JSON.stringify(id)} as well.`
    : `${renderPath(path)} and methods give the same id as routes[${other}]: ${JSON.stringify(id)}.`
  return complain(path, message, given ? 'Choose another.' : 'Give one of the two an "id" of its own.')
}

/** That a share is given only where it does something. */
export function checkShares({ input, lacks }: SoundConfig): readonly PlacedComplaint[] {
  return (input.routes ?? []).flatMap((route, at) => {
    const path = ['routes', at, 'share']
    const mode = route?.mode ?? 'legacy'
    if (route?.share === undefined || mode === 'canary' || lacks(['routes', at, 'mode'])) return []
    const message = `${renderPath(path)} has no effect in mode ${JSON.stringify(mode)}.`
    return [complain(path, message, 'Set "mode" to "canary", or take the share out.')]
  })
}
