import { html, type Markup } from '../../../report/html/markup.js'
import { groupBy } from '../../../kernel/group-by.js'
import { routeModes } from '../../choices.js'
import type { Concern } from '../derive-concerns.js'
import type { ProxyStatus } from '../proxy-status.js'
import { columns, renderRow } from './route-row.js'

/**
 * All routes in the order of the config. The roles are spelled out because narrow screens show rows as blocks, and a
 * table that is not laid out as one is none to some screen readers.
 */
export function renderRouteTable({ routes, at }: ProxyStatus, concerns: readonly Concern[]): Markup {
  const worrying = groupBy(
    concerns.filter(({ route }) => route !== null),
    ({ route }) => route,
  )
  const rows = routes.map((route, place) =>
    renderRow(route, { place, at, concerns: worrying.get(route.route) ?? [] }),
  )
  const heads = columns.map(name => html`<th scope="col" role="columnheader">${name}</th>`)
  return html`<section aria-labelledby="routes">
<h2 id="routes" tabindex="-1">Routes</h2>
${renderFilter(routes, worrying.size)}
<table role="table">
<caption>Progress of each route, in the order of the config. A share is one of users, a difference one of compared answers.</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody>
</table>
</section>`
}

/** The style sheet does the choosing, so that it works with the keyboard and without any script. */
function renderFilter(routes: ProxyStatus['routes'], worrying: number): Markup {
  const choices = [
    ['all', 'all', routes.length],
    ['concern', 'needs attention', worrying],
    ...routeModes.map(mode => [mode, mode, routes.filter(route => route.mode === mode).length] as const),
  ] as const
  const labels = choices
    .filter(([id, , count]) => id === 'all' || count > 0)
    .map(
      ([id, name, count]) =>
        html`<label><input type="radio" name="show" id="show-${id}"${id === 'all' ? html` checked` : null}> ${name} (${count.toLocaleString('en-US')})</label> `,
    )
  return html`<fieldset><legend>Show</legend>${labels}</fieldset>`
}
