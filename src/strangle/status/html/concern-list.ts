import { html, type Markup } from '../../../report/html/markup.js'
import type { Concern } from '../derive-concerns.js'
import type { ProxyStatus } from '../proxy-status.js'
import { tellAge, tellTime } from '../tell-amounts.js'

/** Beyond these the list is folded: the routes are marked in the table as well. */
const unfolded = 20

export function renderConcerns(concerns: readonly Concern[], { routes, at }: ProxyStatus): Markup {
  const places = new Map(routes.map(({ route }, place) => [route, place]))
  const items = concerns.map(concern => renderConcern(concern, { places, at }))
  const rest = items.slice(unfolded)
  const folded =
    rest.length === 0
      ? null
      : html`<details><summary>${rest.length.toLocaleString('en-US')} more</summary><ul class="concerns">${rest}</ul></details>`
  const list =
    items.length === 0
      ? html`<p class="fine">Nothing does.</p>`
      : html`<ul class="concerns">${items.slice(0, unfolded)}</ul>${folded}`
  return html`<section aria-labelledby="attention">
<h2 id="attention">What needs attention</h2>
${list}
</section>`
}

interface Surroundings {
  readonly places: ReadonlyMap<string, number>
  readonly at: number
}

function renderConcern(
  { severity, route, title, text, since }: Concern,
  { places, at }: Surroundings,
): Markup {
  const link = route === null ? null : html`<a href="#r${places.get(route) ?? 0}"><bdi>${route}</bdi></a> `
  const age =
    since === null
      ? null
      : html` <span class="quiet">(for ${tellAge(at - since)}, since <time datetime="${new Date(since).toISOString()}">${tellTime(since)}</time>)</span>`
  return html`<li class="${severity}"><span class="tag ${severity}">${title}</span> ${link}<bdi>${text}</bdi>${age}</li>
`
}
