import { findings, page, pairs } from './data.js'
import { closeDetail } from './detail-panel.js'
import { byId, countOf, create } from './dom.js'
import { createFindingsView } from './findings-view.js'
import { createMatrixView } from './matrix-panel.js'
import { createNetworkView } from './network-view.js'
import { createSummaryView } from './summary-view.js'

byId('project').textContent = page.check ? `${page.project}: ${page.check.headline}` : page.project
byId('subtitle').textContent = [
  countOf(page.modules.length, 'module'),
  countOf(pairs.length, 'dependency between them', 'dependencies between them'),
  countOf(page.files, 'file'),
  countOf(page.imports, 'import'),
  `Banyan ${page.version}`,
].join(' · ')
if (page.check?.verdict === 'untrusted') {
  const banner = byId('banner')
  banner.hidden = false
  banner.textContent = `This result cannot be trusted: ${countOf(page.check.problems.length, 'problem')}. Nothing here says that the check passed.`
}

const matrixView = createMatrixView()
const networkView = createNetworkView()
const findingsView = page.check ? createFindingsView() : null
const summaryView = createSummaryView({
  showRule(rule) {
    findingsView?.filter({ rule })
    show('findings')
  },
  showAround(at) {
    show('graph')
    networkView.look(at)
  },
})

const views = [
  { id: 'summary', title: 'Summary', view: summaryView.view, start: () => {} },
  ...(findingsView
    ? [
        {
          id: 'findings',
          title: `Findings (${findings.length.toLocaleString('en-US')})`,
          view: findingsView.view,
          start: () => {},
        },
      ]
    : []),
  { id: 'matrix', title: 'Matrix', view: matrixView.view, start: () => {} },
  { id: 'graph', title: 'Graph', view: networkView.view, start: networkView.start },
]

const tabs = views.map(({ id, title, view }) => {
  view.id = `view-${id}`
  view.setAttribute('role', 'tabpanel')
  view.setAttribute('aria-labelledby', `tab-${id}`)
  byId('main').append(view)
  const tab = create(
    'button',
    { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `view-${id}`, click: () => show(id) },
    title,
  )
  byId('tabs').append(tab)
  return tab
})

/** @param {string} id */
function show(id) {
  const place = Math.max(
    0,
    views.findIndex(view => view.id === id),
  )
  views.forEach(({ view, start }, at) => {
    view.hidden = at !== place
    tabs[at]?.setAttribute('aria-selected', String(at === place))
    tabs[at]?.setAttribute('tabindex', at === place ? '0' : '-1')
    if (at === place) start()
  })
  closeDetail()
  const hash = `#${views[place]?.id}`
  if (location.hash !== hash) history.replaceState(null, '', hash)
}

byId('tabs').addEventListener('keydown', event => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (step === undefined) return
  const place = tabs.findIndex(tab => tab.contains(document.activeElement))
  const next = (place + step + tabs.length) % tabs.length
  show(views[next]?.id ?? '')
  tabs[next]?.focus()
})
addEventListener('hashchange', () => show(location.hash.slice(1)))

const first = page.check || page.modules.length === 0 ? 'summary' : 'matrix'
show(location.hash.length > 1 ? location.hash.slice(1) : first)
document.documentElement.dataset.ready = 'true'
