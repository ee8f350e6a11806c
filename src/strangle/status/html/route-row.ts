import { html, type Markup } from '../../../report/html/markup.js'
import type { Concern } from '../derive-concerns.js'
import { describeNextStep, describeVerdict } from '../describe-next-step.js'
import type { RouteStatus } from '../proxy-status.js'
import { comparisonsOf, countLostCopies, describeRequests, differingFields } from '../route-facts.js'
import { tellAge, tellCount, tellShare, tellTime } from '../tell-amounts.js'

export const columns = [
  'Route',
  'Mode',
  'New side’s share',
  'Differences',
  'Next step',
  'Old side last needed',
  'Old side may go',
] as const

export interface RowPlace {
  readonly place: number
  readonly at: number
  readonly concerns: readonly Concern[]
}

export function renderRow(route: RouteStatus, { place, at, concerns }: RowPlace): Markup {
  const cells = [
    renderMode(route),
    renderShare(route),
    renderDifferences(route),
    renderNextStep(route),
    renderLegacyHits(route, at),
    renderDeletion(route),
  ].map(
    (cell, index) => html`<td role="cell" data-label="${columns[index + 1] ?? ''}"><div>${cell}</div></td>`,
  )
  const urgent = concerns.some(({ severity }) => severity === 'error')
  const kinds = [route.mode, concerns.length === 0 ? '' : 'concern', urgent ? 'urgent' : '']
    .join(' ')
    .trimEnd()
  return html`<tr role="row" id="r${place}" class="${kinds}"><th scope="row" role="rowheader">${renderName(route, concerns)}</th>${cells}</tr>
`
}

function renderName(route: RouteStatus, concerns: readonly Concern[]): Markup {
  // Long paths break where people would break them.
  const requests = describeRequests(route)
    .split(/(?<=\S\/)/)
    .map(part => html`${part}<wbr>`)
  const conditions = route.conditions.length === 0 ? null : `with ${route.conditions.join(', ')}`
  const tags = concerns.map(({ severity, title }) => html` <span class="tag ${severity}">${title}</span>`)
  return html`<bdi class="id">${route.route}</bdi>${tags}<div class="mono"><bdi>${requests}</bdi></div>${line('quiet', conditions)}`
}

function renderMode({ mode, halted }: RouteStatus): Markup {
  return html`<span class="tag mode ${mode}">${mode}</span>${line('quiet', halted === null ? null : 'halted')}`
}

function renderShare({ share, requests }: RouteStatus): Markup {
  const all = requests === null ? 0 : requests.legacy + requests.new
  const told =
    requests === null || all === 0
      ? null
      : `went there: ${requests.new.toLocaleString('en-US')} of ${tellCount(all, 'request')}`
  return html`<span class="bar" aria-hidden="true"><i style="width:${share}%"></i></span> <b>${share} %</b>${line('quiet', told)}`
}

/** Fields told by name; more would make the table a list of fields. */
const fieldsShown = 3

function renderDifferences(route: RouteStatus): Markup {
  const compared = comparisonsOf(route)
  const lost = countLostCopies(route)
  const skipped = route.compared?.notComparable ?? 0
  const fields = differingFields(route)
  const shown = fields
    .slice(0, fieldsShown)
    .map(
      ({ pattern, count }) =>
        html`<li><bdi class="mono">${pattern}</bdi> ${count.toLocaleString('en-US')}×</li>`,
    )
  const more = fields.length - shown.length + (route.compared?.omittedPaths ?? 0)
  const rate = route.differenceRate === null ? null : tellShare(route.differenceRate)
  return html`${rate === null ? html`<span class="quiet">not compared</span>` : html`<b>${rate}</b> of ${compared.toLocaleString('en-US')} compared`}
${shown.length === 0 ? null : html`<ul>${shown}</ul>`}${line('quiet', more > 0 ? `and ${more} more` : null)}${line(
  'quiet',
  skipped > 0 ? `${skipped.toLocaleString('en-US')} not comparable` : null,
)}${line('quiet', lost.lost > 0 ? `${tellCount(lost.lost, 'copy', 'copies')} lost: ${lost.reasons}` : null)}`
}

function renderNextStep(route: RouteStatus): Markup {
  const verdict = describeVerdict(route)
  return html`${describeNextStep(route)}${line('quiet', verdict === null ? null : `Ramp ${verdict}`)}`
}

function renderLegacyHits({ mode, legacyHits, lastLegacyHit }: RouteStatus, at: number): Markup {
  if (mode !== 'new' && mode !== 'retired') return html`<span class="quiet">in use</span>`
  if (lastLegacyHit === null) return html`<span class="quiet">not since it moved</span>`
  const iso = new Date(lastLegacyHit).toISOString()
  return html`<time datetime="${iso}">${tellAge(at - lastLegacyHit)} ago</time>${line('quiet', tellTime(lastLegacyHit))}${line('quiet', tellCount(legacyHits, 'request'))}`
}

function renderDeletion({ safeToDelete, obstacle }: RouteStatus): Markup {
  if (safeToDelete) return html`<span class="tag fine">safe to delete</span>`
  return html`<b>no</b>${line('quiet', obstacle)}`
}

function line(kind: string, text: string | null): Markup | null {
  return text === null || text === '' ? null : html`<div class="${kind}"><bdi>${text}</bdi></div>`
}
