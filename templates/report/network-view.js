import { incoming, isBroken, nameOf, outgoing, page, pairs, positions } from './data.js'
import { announce, countOf, create } from './dom.js'
import { neighboursOf } from './matrix-view.js'
import { layOut } from './network-layout.js'
import { showModule, showPair } from './pair-detail.js'
import { colors, onThemeChange } from './theme.js'

/** With more modules than this the drawing starts around one of them. */
const drawnWhole = 60
const drawnAtMost = 120

/** The graph of modules, drawn by cytoscape: all of it, or the neighbourhood of one module. */
export function createNetworkView() {
  /** @type {number | null} */
  let focus = page.modules.length > drawnWhole ? busiest() : null
  let depth = 1
  /** @type {import('cytoscape').Core | null} */
  let drawing = null

  const stage = create('div', {
    role: 'img',
    'aria-label': 'Graph of modules; the same is in the list of modules, by keyboard.',
  })
  const told = create('span', { class: 'grow quiet' })
  const choices = create(
    'datalist',
    { id: 'network-modules' },
    ...page.modules.map(({ name }) => create('option', { value: name })),
  )
  const search = create('input', {
    type: 'search',
    list: 'network-modules',
    placeholder: 'Find a module…',
    'aria-label': 'Module to show',
    change: find,
    keydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && find(),
  })
  const steps = create(
    'select',
    { 'aria-label': 'Steps around the module', change: () => look(focus, Number(steps.value)) },
    ...[1, 2, 3].map(step => create('option', { value: step }, countOf(step, 'step'))),
  )
  const all = create('button', { type: 'button', click: () => look(null, depth) }, 'Show all')
  all.hidden = page.modules.length > drawnAtMost

  function find() {
    const wanted = search.value.trim()
    const at =
      positions.get(wanted) ??
      page.modules.findIndex(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
    if (wanted === '') return
    if (at < 0) announce(`No module is called ${wanted}`)
    else look(at, depth)
  }

  /** @param {number | null} at @param {number} around */
  function look(at, around) {
    focus = at
    depth = around
    draw()
    if (at !== null) showModule(at)
  }

  function draw() {
    const { members, left } = chooseMembers(focus, depth)
    steps.disabled = focus === null
    const centre = focus === null ? '' : `around ${nameOf(focus)}, `
    const note = left > 0 ? `, ${left.toLocaleString('en-US')} more left out` : ''
    told.textContent = `${centre}${countOf(members.length, 'module')}${note}`
    drawing?.destroy()
    drawing = cytoscape({
      container: stage,
      elements: elementsOf(members, focus),
      style: styleSheet(),
      layout: { name: 'preset', padding: 30 },
      minZoom: 0.1,
      maxZoom: 2.5,
    })
    drawing.fit(undefined, 30)
    if (drawing.zoom() > 1.3) {
      drawing.zoom(1.3)
      drawing.center()
    }
    drawing.on('tap', 'node', event => {
      const at = Number(event.target.id().slice(1))
      showModule(at, () => look(at, depth))
    })
    drawing.on('tap', 'edge', event => showPair(event.target.data('from'), event.target.data('to')))
    drawing.on('mouseover', 'node', event => event.target.connectedEdges().addClass('near'))
    drawing.on('mouseout', 'node', event => event.target.connectedEdges().removeClass('near'))
  }

  onThemeChange(() => drawing?.style(styleSheet()))
  const bar = create('div', { class: 'bar' }, search, choices, steps, all, told)
  const view = create('section', {}, bar, create('div', { class: 'network' }, stage))
  return {
    view,
    /** Cytoscape needs a place with a size, so it starts when first shown. */
    start: () => (drawing ? drawing.resize() : draw()),
    look: (/** @type {number} */ at) => look(at, depth),
  }
}

/** The module to begin with: most new findings, then most connections. */
function busiest() {
  const weights = page.modules.map((_, at) => {
    const touching = [...(outgoing[at] ?? []), ...(incoming[at] ?? [])]
    return touching.filter(isBroken).length * 10_000 + Math.min(touching.length, 40)
  })
  return weights.indexOf(Math.max(...weights))
}

/** @param {number | null} focus @param {number} depth */
function chooseMembers(focus, depth) {
  if (focus === null) return { members: page.modules.map((_, at) => at), left: 0 }
  const reached = new Set([focus])
  let edge = [focus]
  for (let step = 0; step < depth; step += 1) {
    edge = [...new Set(edge.flatMap(neighboursOf))].filter(at => !reached.has(at))
    for (const at of edge) reached.add(at)
  }
  const members = [...reached].slice(0, drawnAtMost).sort((a, b) => a - b)
  return { members, left: reached.size - members.length }
}

const measure = /** @type {CanvasRenderingContext2D} */ (create('canvas', {}).getContext('2d'))

/** @param {number} at */
function labelWidth(at) {
  measure.font = '600 13px system-ui, sans-serif'
  return Math.max(60, measure.measureText(nameOf(at)).width + 24)
}

/** @param {readonly number[]} members @param {number | null} focus */
function elementsOf(members, focus) {
  const shown = new Set(members)
  const spots = layOut(members, labelWidth)
  const nodes = members.map(at => ({
    group: /** @type {const} */ ('nodes'),
    data: { id: `m${at}`, label: nameOf(at), width: labelWidth(at) },
    position: spots.get(at) ?? { x: 0, y: 0 },
    classes: [at === focus ? 'focus' : '', page.modules[at]?.cycle == null ? '' : 'cycle'].join(' '),
  }))
  const edges = pairs
    .filter(({ from, to }) => shown.has(from) && shown.has(to))
    .map(pair => ({
      group: /** @type {const} */ ('edges'),
      data: {
        id: `m${pair.from}-m${pair.to}`,
        source: `m${pair.from}`,
        target: `m${pair.to}`,
        from: pair.from,
        to: pair.to,
        width: 1 + Math.log2(pair.imports.length + 1) / 2,
      },
      classes: [
        pair.cyclic ? 'cycle' : '',
        pair.typeOnly ? 'types' : '',
        isBroken(pair) ? 'broken' : '',
        focus === null || pair.from === focus || pair.to === focus ? '' : 'far',
      ].join(' '),
    }))
  return [...nodes, ...edges]
}

/** @returns {any} */
function styleSheet() {
  const edge = { 'line-color': colors.cell, 'target-arrow-color': colors.cell }
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        width: 'data(width)',
        height: 34,
        shape: 'round-rectangle',
        'background-color': colors.raised,
        'border-width': 1.5,
        'border-color': colors.quiet,
        color: colors.text,
        'font-family': 'system-ui, sans-serif',
        'font-size': 13,
        'text-valign': 'center',
      },
    },
    { selector: 'node.cycle', style: { 'border-color': colors['cell-cycle'] } },
    {
      selector: 'node.focus',
      style: { 'border-width': 3, 'border-color': colors.accent, 'font-weight': 600 },
    },
    {
      selector: 'edge',
      style: {
        ...edge,
        width: 'data(width)',
        'curve-style': 'bezier',
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.9,
        opacity: 0.6,
      },
    },
    { selector: 'edge.far', style: { opacity: 0.18 } },
    { selector: 'edge.types', style: { 'line-style': 'dashed' } },
    {
      selector: 'edge.cycle',
      style: { 'line-color': colors['cell-cycle'], 'target-arrow-color': colors['cell-cycle'] },
    },
    {
      selector: 'edge.broken',
      style: { 'line-color': colors.error, 'target-arrow-color': colors.error, opacity: 0.9 },
    },
    { selector: 'edge.near', style: { opacity: 1, 'z-index': 9 } },
  ]
}
