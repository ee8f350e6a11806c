import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Graph } from '../../../src/graph/index.js'
import { renderCheck, renderGraph } from '../../../src/report/index.js'
import { findChromium, type OpenPage, openInChromium } from '../support/chromium.js'
import {
  failing,
  shop,
  sketchFinding,
  sketchGraph,
  sketchImport,
  sketchResult,
  sources,
  untrusted,
} from '../support/shop.js'
import { synthesizeGraph, synthesizeResult } from '../support/synthetic.js'

const chromium = findChromium()
if (!chromium)
  console.warn('No Chromium on this machine: the HTML report is not opened. Install one, or set CHROME_PATH.')

const text = (selector: string) => `document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`
const click = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).click()`

describe.skipIf(!chromium)('HTML page in Chromium', () => {
  let folder = ''
  let page: OpenPage
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-page-'))
  })
  afterEach(async () => {
    expect(page.errors).toEqual([])
    expect(page.requests).toEqual([])
    await page.close()
  })
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  async function open(html: string, view: { hash?: string; dark?: boolean } = {}): Promise<void> {
    const file = path.join(folder, 'page.html')
    fs.writeFileSync(file, html)
    page = await openInChromium(chromium ?? '', file, view)
  }

  const openCheck = async (result = failing, view = {}, graph: Graph = shop) =>
    open(await renderCheck(result, { format: 'html', graph, source: sources, color: false }), view)

  test('the summary shows verdict and counts, and leads to the findings of a rule', async () => {
    await openCheck()
    expect(await page.evaluate(text('.verdict'))).toContain('FAILED')
    await page.evaluate(click('#view-summary td button'))
    expect(await page.evaluate(text('#view-findings .rows'))).toContain('private-import')
    expect(await page.evaluate(text('#view-findings .bar'))).toContain('1 of 3 findings')
  })

  test('an untrusted result has a banner that no view hides', async () => {
    await openCheck(untrusted)
    for (const view of ['summary', 'findings', 'matrix', 'graph']) {
      await page.evaluate(click(`#tab-${view}`))
      expect(await page.evaluate(text('#banner'))).toContain('cannot be trusted: 2 problems')
    }
    await page.evaluate(click('#tab-summary'))
    expect(await page.evaluate(text('#view-summary'))).toContain('./missing.js')
  })

  test('the matrix is walked and opened with the keyboard, and told to screen readers', async () => {
    await openCheck(failing, { hash: 'matrix' })
    await page.evaluate("document.querySelector('canvas').focus()")
    await page.press('c')
    expect(await page.evaluate(text('#status'))).toMatch(
      /^(users → orders|orders → users): 1 import, in a cycle/,
    )
    await page.press('Enter')
    expect(await page.evaluate(text('#detail'))).toContain('Both are in the same cycle of modules.')
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe('Close details')
    await page.press('Escape')
    expect(await page.evaluate("document.querySelector('#detail').hidden")).toBe(true)
    expect(await page.evaluate('document.activeElement.tagName')).toBe('CANVAS')
  })

  test('a click on a cell shows the imports of the pair with their lines', async () => {
    await open(await renderGraph(shop, { format: 'html', level: 'module' }))
    const corner = await page.evaluate<{ x: number; y: number }>(
      "(({ x, y }) => ({ x, y }))(document.querySelector('#view-matrix canvas').getBoundingClientRect())",
    )
    const told: string[] = []
    for (let y = corner.y + 100; y < corner.y + 420; y += 20) {
      await page.click(corner.x + 110, y)
      const tip = await page.evaluate<string>(text('.tip'))
      const [heading = '', ...detail] = (await page.evaluate<string>(text('#detail'))).split('\n')
      if (!/: \d+ import/.test(tip)) continue
      expect(tip.startsWith(`${heading}: `)).toBe(true)
      expect(detail.join('\n')).toMatch(/Imports\nmodules\/[\w/-]+\.ts:\d+:\d+\n/)
      told.push(heading)
    }
    expect(new Set(told)).toEqual(new Set(['billing → users', 'orders → users']))
  })

  test('findings are filtered, walked with the keyboard and opened', async () => {
    await openCheck(failing, { hash: 'findings' })
    expect(await page.evaluate(text('#view-findings .bar'))).toContain('2 of 3 findings')
    await page.evaluate("document.querySelector('#view-findings input').focus()")
    await page.type('depend on each other')
    expect(await page.evaluate(text('#view-findings .rows'))).not.toContain('private-import')
    await page.evaluate("document.querySelector('.row.body').focus()")
    await page.press('Enter')
    expect(await page.evaluate(text('#detail'))).toContain(
      'modules/orders/place-order.ts:3:1 orders uses users',
    )
  })

  test('the graph draws all modules, and shows one by its name', async () => {
    await openCheck(failing, { hash: 'graph' })
    expect(await page.evaluate(text('#view-graph .bar'))).toContain('4 modules')
    await page.evaluate("document.querySelector('#view-graph input').focus()")
    await page.type('billing')
    await page.press('Enter')
    expect(await page.evaluate(text('#view-graph .bar'))).toContain('around billing, 3 modules')
    expect(await page.evaluate(text('#detail'))).toContain('Used by 1 module')
  })

  test('with a thousand modules and ten thousand findings every view answers at once', async () => {
    const graph = synthesizeGraph(1_000)
    await openCheck(synthesizeResult(graph, 10_000), { hash: 'findings' }, graph)
    expect(await page.evaluate('document.querySelectorAll(".row.body").length')).toBeLessThan(80)
    await page.evaluate("document.querySelector('.row.body').focus()")
    await page.press('End')
    const last = await page.evaluate("document.activeElement.getAttribute('aria-rowindex')")
    expect(last).toBe(await page.evaluate("document.querySelector('.rows').getAttribute('aria-rowcount')"))
    await page.evaluate(click('#tab-graph'))
    expect(await page.evaluate(text('#view-graph .bar'))).toMatch(/around [\w-]+, \d+ modules/)
    await page.evaluate(click('#tab-matrix'))
    await page.evaluate("document.querySelector('canvas').focus()")
    await page.press('c')
    expect(await page.evaluate(text('#status'))).toContain('in a cycle')
    await page.press('+')
    const size = await page.evaluate(
      "[...document.querySelectorAll('#view-matrix canvas')].map(one => one.width * one.height)[0]",
    )
    expect(size).toBeLessThan(1_280 * 860 * 2)
  })

  test('names of modules, files and symbols cannot become code', async () => {
    const evil = '</script><img src=x onerror="window.hacked=1">'
    const graph = sketchGraph(
      { [evil]: { owner: evil, layer: evil }, billing: {} },
      [sketchImport(`modules/${evil}/index.ts`, 'modules/billing/index.ts', { symbols: [evil] })],
      { layers: [evil] },
    )
    const finding = sketchFinding({
      message: evil,
      hint: evil,
      from: { module: evil, file: `modules/${evil}/index.ts`, line: 1, column: 1, symbol: evil },
      related: [{ file: evil, line: 1, column: 1, message: evil }],
    })
    const source = () => evil
    const result = sketchResult({ findings: [finding] })
    await open(await renderCheck(result, { format: 'html', graph, source, color: false }), {
      hash: 'findings',
    })
    await page.evaluate("document.querySelector('.row.body').click()")
    expect(await page.evaluate(text('#detail'))).toContain(evil)
    for (const view of ['summary', 'matrix', 'graph']) await page.evaluate(click(`#tab-${view}`))
    await page.evaluate("document.querySelector('#view-summary tbody th button').click()")
    expect(await page.evaluate('window.hacked === undefined && document.images.length === 0')).toBe(true)
  })

  test('a graph without modules opens too', async () => {
    await open(await renderGraph(sketchGraph({}, []), { format: 'html', level: 'module' }))
    expect(await page.evaluate(text('#view-summary'))).toContain('0 modules')
    for (const view of ['matrix', 'graph']) await page.evaluate(click(`#tab-${view}`))
  })

  test('dark follows the system, text and pictures', async () => {
    await openCheck(failing, { dark: true, hash: 'matrix' })
    const luminance =
      'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)'
    expect(await page.evaluate(luminance)).toBeLessThan(150)
  })

  test('what can be operated has a name for screen readers', async () => {
    await openCheck()
    const nameless = `[...document.querySelectorAll('button, input, select, canvas, [role=grid], [role=tabpanel], [role=img]')]
      .filter(one => !one.innerText?.trim() && !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby') && !one.closest('label'))
      .map(one => one.outerHTML)`
    expect(await page.evaluate(nameless)).toEqual([])
  })
})
