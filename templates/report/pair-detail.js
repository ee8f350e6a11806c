import { nameOf, page, pairOf, incoming, outgoing, textAt } from './data.js'
import { openDetail } from './detail-panel.js'
import { countOf, create } from './dom.js'

/** @typedef {import('./data.js').Pair} Pair */
/** @typedef {import('./data.js').PageFinding} PageFinding */
/** @typedef {import('./data.js').PageImport} PageImport */

const firstShown = 100

/**
 * A list of which the rest appears on demand.
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => Node} render
 */
export function longList(items, render) {
  const list = create('ul', { class: 'plain' })
  let shown = 0
  const more = create('button', { type: 'button', click: grow })
  function grow() {
    const next = items.slice(shown, shown + firstShown)
    for (const item of next) list.append(create('li', {}, render(item)))
    shown += next.length
    more.hidden = shown >= items.length
    more.textContent = `Show more (${(items.length - shown).toLocaleString('en-US')} left)`
  }
  grow()
  return create('div', {}, list, more)
}

/** @param {string} text @param {() => void} click */
export const linkButton = (text, click) => create('button', { type: 'button', class: 'link', click }, text)

/** @param {PageImport} row */
function renderImport([file, line, column, target, symbols, kind, form]) {
  const names = textAt(symbols)
  return create(
    'div',
    {},
    create('div', { class: 'mono' }, `${textAt(file)}:${line}:${column}`),
    create(
      'div',
      {},
      names === '' ? '' : `${names} `,
      create('span', { class: 'quiet' }, `${textAt(kind)}, ${textAt(form)}`),
    ),
    create('div', { class: 'mono quiet' }, `→ ${textAt(target)}`),
  )
}

/** @param {PageFinding} finding */
function renderShortFinding(finding) {
  return create(
    'div',
    {},
    create(
      'span',
      { class: `tag ${finding.status === 'known' ? '' : finding.severity}` },
      finding.status === 'known' ? 'known' : finding.severity,
    ),
    ` ${finding.rule} `,
    linkButton(finding.message, () => showFinding(finding)),
  )
}

/** Every import of one module from another. @param {number} from @param {number} to */
export function showPair(from, to) {
  const pair = pairOf(from, to)
  const back = pairOf(to, from)
  const title = `${nameOf(from)} → ${nameOf(to)}`
  const reverse = back
    ? linkButton(`${nameOf(to)} also uses ${nameOf(from)}: ${countOf(back.imports.length, 'import')}`, () =>
        showPair(to, from),
      )
    : null
  if (!pair) {
    openDetail(title, [create('p', {}, `${nameOf(from)} does not use ${nameOf(to)}.`), reverse])
    return
  }
  const cycle = pair.cyclic ? create('p', {}, 'Both are in the same cycle of modules.') : null
  openDetail(title, [
    create('p', {}, countOf(pair.imports.length, 'import'), pair.typeOnly ? ', of types only' : ''),
    cycle,
    reverse,
    pair.findings.length > 0 ? create('h3', {}, countOf(pair.findings.length, 'finding')) : null,
    pair.findings.length > 0 ? longList(pair.findings, renderShortFinding) : null,
    create('h3', {}, 'Imports'),
    longList(pair.imports, renderImport),
  ])
}

/** What a module is, uses, and is used by. @param {number} at @param {() => void} [drawIt] */
export function showModule(at, drawIt) {
  const module = page.modules[at]
  if (!module) return
  const facts = [
    module.path,
    countOf(module.files, 'file'),
    module.layer === null ? '' : `layer ${module.layer}`,
    module.owner === null ? '' : `owner ${module.owner}`,
    module.cycle === null ? '' : 'in a cycle',
  ].filter(fact => fact !== '')
  const uses = [...(outgoing[at] ?? [])].sort((a, b) => b.imports.length - a.imports.length)
  const usedBy = [...(incoming[at] ?? [])].sort((a, b) => b.imports.length - a.imports.length)
  /** @param {Pair} pair @param {number} other */
  const renderPair = (pair, other) =>
    create(
      'div',
      {},
      linkButton(nameOf(other), () => showPair(pair.from, pair.to)),
      create(
        'span',
        { class: 'quiet' },
        ` ${countOf(pair.imports.length, 'import')}${pair.cyclic ? ', cycle' : ''}`,
      ),
    )
  openDetail(module.name, [
    create('p', { class: 'quiet' }, facts.join(' · ')),
    drawIt ? create('button', { type: 'button', click: drawIt }, 'Show around it') : null,
    create('h3', {}, `Uses ${countOf(uses.length, 'module')}`),
    longList(uses, pair => renderPair(pair, pair.to)),
    create('h3', {}, `Used by ${countOf(usedBy.length, 'module')}`),
    longList(usedBy, pair => renderPair(pair, pair.from)),
  ])
}

/** @param {PageFinding} finding */
export function showFinding(finding) {
  const rule = page.check?.rules[finding.rule]
  const code = finding.code.map((line, at) => {
    const number = finding.codeStart + at
    const here = number === finding.line
    return create('span', { class: here ? 'here' : '' }, `${String(number).padStart(5)} │ ${line}\n`)
  })
  openDetail(
    finding.from === null ? finding.rule : `${finding.from}${finding.to === null ? '' : ` → ${finding.to}`}`,
    [
      create(
        'p',
        {},
        create('span', { class: `tag ${finding.severity}` }, finding.severity),
        ' ',
        create('span', { class: 'tag' }, finding.status),
        ` ${finding.rule}`,
      ),
      create('p', { class: 'mono' }, `${finding.file}:${finding.line}:${finding.column}`),
      create('p', {}, finding.message),
      code.length > 0 ? create('pre', { tabindex: 0, 'aria-label': 'Source lines' }, ...code) : null,
      finding.hint === null ? null : create('p', {}, create('strong', {}, 'What to do: '), finding.hint),
      finding.related.length > 0 ? create('h3', {}, 'Also involved') : null,
      finding.related.length > 0
        ? longList(finding.related, place => create('div', { class: 'mono' }, place))
        : null,
      rule ? create('p', { class: 'quiet' }, `${rule.title}. ${rule.summary}`) : null,
      rule?.url ? create('a', { href: rule.url, rel: 'noreferrer' }, 'About this rule') : null,
    ],
  )
}
