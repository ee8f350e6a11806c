import { renderDocument } from '../../../report/html/document.js'
import { html } from '../../../report/html/markup.js'
import { deriveConcerns } from '../derive-concerns.js'
import type { ProxyStatus } from '../proxy-status.js'
import { tellCount, tellTime } from '../tell-amounts.js'
import { renderConcerns } from './concern-list.js'
import { describeProgress, renderHeadline } from './headline.js'
import { renderRouteTable } from './route-table.js'

/** The status as one offline page without any script. `project` names what is moved away; it may be empty. */
export function renderStatusPage(status: ProxyStatus, project: string): string {
  const concerns = deriveConcerns(status)
  const name = project === '' ? 'Proxy' : project
  const progress = describeProgress(status)
  const alarm = concerns.length === 0 ? progress : `${tellCount(concerns.length, 'concern')}, ${progress}`
  const { markup } = html`<a class="skip" href="#routes">Skip to the routes</a>
<header class="top">
<h1>${name}: ${progress}</h1>
<p>As it was at <time datetime="${new Date(status.at).toISOString()}">${tellTime(status.at)}</time>. All ages on this page count from then.</p>
</header>
<main>
${renderHeadline(status)}
${renderConcerns(concerns, status)}
${renderRouteTable(status, concerns)}
</main>
<footer>Numbers of requests, copies and comparisons are those of the one proxy that was asked, since it started. What the old side does differently by itself is not counted as a difference.</footer>`
  return renderDocument({
    title: `${name}: ${alarm}`,
    styles: ['status.css'],
    body: markup,
    scripts: [],
  })
}
