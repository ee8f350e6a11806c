import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { renderStatusPage } from '../../../src/strangle/status/html/status-page.js'
import type { ProxyStatus } from '../../../src/strangle/status/proxy-status.js'
import { findChromium, type OpenPage, openInChromium } from '../../report/support/chromium.js'
import { everyKind, sketchStatus } from './sketch.js'

const chromium = findChromium()
if (!chromium) console.warn('No Chromium on this machine: the status page is not opened. Set CHROME_PATH.')

const modes = ['legacy', 'shadow', 'canary', 'new', 'retired'] as const
const shownRoutes = `[...document.querySelectorAll('tbody tr')].filter(row => row.offsetHeight > 0).map(row => row.querySelector('.id').textContent)`

/** Texts on the page whose contrast with what is behind them is below 4.5 (WCAG AA), with the contrast. */
const faintTexts = `(() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0)
  const behind = one => {
    for (let at = one; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color[3] !== 0) return color
    }
    return [255, 255, 255]
  }
  const ofText = [...document.querySelectorAll('body *')].filter(one => one.offsetHeight > 0 &&
    [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
  return ofText.flatMap(one => {
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    return contrast < 4.5 ? [one.className + ' ' + one.textContent + ' ' + contrast.toFixed(2)] : []
  })
})()`

describe.skipIf(!chromium)('status page in Chromium', () => {
  let folder = ''
  let page: OpenPage
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-status-'))
  })
  afterEach(async () => {
    expect(page.errors).toEqual([])
    expect(page.requests).toEqual([])
    await page.close()
  })
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  async function open(status: ProxyStatus, view: Parameters<typeof openInChromium>[2] = {}): Promise<void> {
    const file = path.join(folder, 'status.html')
    fs.writeFileSync(file, renderStatusPage(status, 'shop'))
    page = await openInChromium(chromium ?? '', file, view)
  }

  test('a mode is chosen with the keyboard, without any script', async () => {
    await open(everyKind)
    expect(await page.evaluate(shownRoutes)).toHaveLength(6)
    await page.evaluate("document.querySelector('#show-all').focus()")
    await page.press('ArrowRight')
    expect(await page.evaluate(shownRoutes)).toEqual(['prices', 'payments'])
    for (const _ of ['legacy', 'shadow', 'canary']) await page.press('ArrowRight')
    expect(await page.evaluate(shownRoutes)).toEqual(['orders', 'payments'])
  })

  test('a link from what needs attention shows its route, whatever is chosen', async () => {
    await open(everyKind)
    await page.evaluate("document.querySelector('#show-legacy').click()")
    await page.evaluate("document.querySelector('.concerns a').focus()")
    await page.press('Enter')
    expect(await page.evaluate(shownRoutes)).toEqual(['legal', 'payments'])
  })

  test.each([1280, 360])('is a table with heads for screen readers at a width of %i', async width => {
    await open(everyKind, { width })
    const role = (name: string) => `document.querySelectorAll('[role=${name}]').length`
    expect(await page.evaluate(role('columnheader'))).toBe(7)
    expect(await page.evaluate(role('rowheader'))).toBe(6)
    expect(await page.evaluate(role('cell'))).toBe(36)
    expect(await page.evaluate("document.querySelector('caption').textContent")).toContain('Progress')
    const bars =
      "[...document.querySelectorAll('.bar')].every(bar => bar.ariaHidden === 'true' && /\\d %/.test(bar.parentElement.textContent))"
    expect(await page.evaluate(bars)).toBe(true)
  })

  test.each([360, 768, 1000, 2560])(
    'nothing is cut off or laid over another at a width of %i',
    async width => {
      const long = 'a-very-long-name-of-a-route-that-somebody-has-made-up-and-nobody-can-pronounce'
      await open(
        sketchStatus([
          { route: long, path: `/${long}/:${long}/*`, mode: 'shadow' },
          { route: 'pay', mode: 'canary', halted: long.replaceAll('-', '') },
          { route: 'users', mode: 'retired' },
        ]),
        { width },
      )
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      const wider = `[...document.querySelectorAll('tbody td, tbody th')].filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)`
      expect(await page.evaluate(wider)).toEqual([])
    },
  )

  test.each([false, true])('every text can be read, dark: %s', async dark => {
    await open({ ...everyKind, killed: true }, { dark })
    const back = 'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)'
    const [red = 0] = await page.evaluate<number[]>(back)
    expect(red < 100).toBe(dark)
    expect(await page.evaluate(faintTexts)).toEqual([])
  })

  test('names and reasons cannot become code', async () => {
    const evil = '</script><img src=x onerror="window.hacked=1">'
    await open(sketchStatus([{ route: evil, path: evil, mode: 'canary', halted: evil, obstacle: evil }]))
    expect(await page.evaluate('window.hacked === undefined && document.images.length === 0')).toBe(true)
    expect(await page.evaluate("document.querySelector('.concerns').innerText")).toContain(evil)
    expect(await page.evaluate("document.querySelector('tbody th').innerText")).toContain(evil)
  })

  test('a thousand routes that all need attention are laid out in a moment', async () => {
    const routes = Array.from({ length: 1_000 }, (_, at) => ({
      route: `route-${at}`,
      mode: modes[at % 5],
      halted: 'error rate of the new side',
    }))
    await open(sketchStatus(routes as never))
    expect(await page.evaluate(shownRoutes)).toHaveLength(1_000)
    expect(await page.evaluate("document.querySelector('details').open")).toBe(false)
    const took = 'performance.getEntriesByType("navigation")[0].domComplete'
    expect(await page.evaluate(took)).toBeLessThan(10_000)
    await page.evaluate("document.querySelector('#show-canary').click()")
    expect(await page.evaluate(shownRoutes)).toHaveLength(200)
  })
})
