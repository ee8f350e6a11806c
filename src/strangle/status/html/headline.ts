import { html, type Markup } from '../../../report/html/markup.js'
import { routeModes } from '../../choices.js'
import type { ProxyStatus } from '../proxy-status.js'
import { tellCount, tellShare } from '../tell-amounts.js'

type Mode = (typeof routeModes)[number]

export const modeMeanings = {
  legacy: 'the old side answers',
  shadow: 'the old side answers, the new one gets copies',
  canary: 'the new side answers its share',
  new: 'the new side answers',
  retired: 'the new side answers, the old one is done',
} satisfies Record<Mode, string>

/** `3 of 12 routes are on the new side`: those that are all there, unless everything was sent back. */
export function describeProgress({ routes, killed }: ProxyStatus): string {
  const moved = routes.filter(({ mode }) => !killed && (mode === 'new' || mode === 'retired')).length
  const verb = routes.length === 1 ? 'is' : 'are'
  return `${moved} of ${tellCount(routes.length, 'route')} ${verb} on the new side`
}

export function renderHeadline(status: ProxyStatus): Markup {
  const { routes } = status
  const counts = routeModes.map(mode => ({ mode, count: routes.filter(route => route.mode === mode).length }))
  const parts = counts.filter(({ count }) => count > 0)
  const bar = parts.map(({ mode, count }) => html`<i class="${mode}" style="flex-grow:${count}"></i>`)
  const tiles = counts.map(
    ({ mode, count }) =>
      html`<li class="${mode}"><strong>${count.toLocaleString('en-US')}</strong> <b>${mode}</b> <span>${modeMeanings[mode]}</span></li>`,
  )
  const deletable = routes.filter(({ safeToDelete }) => safeToDelete).length
  return html`<section aria-labelledby="progress">
<h2 id="progress">Routes by mode</h2>
<div class="stack" aria-hidden="true">${bar}</div>
<ul class="tiles">${tiles}</ul>
<ul class="facts">
${describeTraffic(status)}
<li>The old side may be deleted for <strong>${deletable.toLocaleString('en-US')}</strong> of ${tellCount(routes.length, 'route')}.</li>
</ul>
</section>`
}

/** Nothing where the proxy does not tell. */
function describeTraffic({ routes, unrouted }: ProxyStatus): Markup | null {
  const told = routes.flatMap(({ requests }) => (requests === null ? [] : [requests]))
  if (told.length < routes.length || unrouted === null) return null
  const fresh = told.reduce((sum, each) => sum + each.new, 0)
  const all = told.reduce((sum, each) => sum + each.legacy, fresh + unrouted)
  if (all === 0) return html`<li>No request has come since the proxy started.</li>`
  const beside = unrouted === 0 ? '' : `; ${tellCount(unrouted, 'request')} matched no route`
  return html`<li><strong>${tellShare(fresh / all)}</strong> of ${tellCount(all, 'request')} went to the new side${beside}.</li>`
}
