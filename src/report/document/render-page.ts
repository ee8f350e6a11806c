import { renderDocument } from '../html/document.js'
import { html, type Markup } from '../html/markup.js'
import { amount } from '../text/amount.js'
import { type Cell, cellText, isPlace, type Report, type Section, type Table } from './section.js'

/** A report as one offline page without scripts: contents, sections that open and close, all rows. */
export function renderReportPage(report: Report): string {
  const { title, summary, sections, next } = report
  const body = html`<a class="skip" href="#main">Skip to the report</a>
<header class="top"><h1>${title}</h1>${summary.map(sentence => html`<p>${sentence}</p>`)}</header>
<nav aria-label="Contents"><ul>${sections.map(renderLink)}</ul></nav>
<main id="main">${renderNext(next)}${sections.map(renderSection)}</main>
<footer>Made by Banyan. Nothing on this page is loaded from elsewhere.</footer>`
  return renderDocument({ title, styles: ['report.css'], body: body.markup, scripts: [] })
}

function renderLink({ id, title, tone, table }: Section): Markup {
  const count = table === null ? null : html` <span class="count">${table.rows.length}</span>`
  return html`<li><a class="${tone}" href="#${id}">${title}${count}</a></li>`
}

function renderNext(next: readonly string[]): Markup {
  if (next.length === 0) return html``
  return html`<section aria-label="Next"><h2>Next</h2><ol>${next.map(sentence => html`<li>${sentence}</li>`)}</ol></section>`
}

/** Long tables are closed at first, so that the page can be looked through. */
const mostOpen = 40

function renderSection({ id, title, lead, table, tone }: Section): Markup {
  return html`<section id="${id}" class="${tone}" aria-label="${title}"><h2>${title}</h2>${lead.map(
    sentence => html`<p>${sentence}</p>`,
  )}${table === null || table.rows.length === 0 ? null : renderDetails(table)}</section>`
}

function renderDetails(table: Table): Markup {
  const rows = amount(table.rows.length, 'row')
  const content = html`<div class="scroll" tabindex="0" role="group" aria-label="${table.head.join(', ')}"><table><thead><tr>${table.head.map(
    text => html`<th scope="col">${text}</th>`,
  )}</tr></thead><tbody>${table.rows.map(row => html`<tr>${row.map(renderCell)}</tr>`)}</tbody></table></div>`
  return table.rows.length > mostOpen
    ? html`<details><summary>${rows}</summary>${content}</details>`
    : html`<details open><summary>${rows}</summary>${content}</details>`
}

function renderCell(cell: Cell): Markup {
  if (typeof cell === 'number') return html`<td class="number">${cellText(cell)}</td>`
  return isPlace(cell) ? html`<td><code>${cellText(cell)}</code></td>` : html`<td>${cell}</td>`
}
