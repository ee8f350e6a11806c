// Makes the pictures of the README from real runs. `npm run pictures` makes the one of the terminal, from the sample
// shop; `npm run pictures -- FOLDER` also that of the report, from a project that Banyan has adopted.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, openInChromium } from '../report/support/chromium.js'
import { openDemoShop, violation } from './demo-shop.js'
import { runBanyan } from './run-banyan.js'
import { renderTerminalPicture } from './terminal-picture.js'

const assets = fileURLToPath(new URL('../../docs/assets/', import.meta.url))
const project = process.argv[2]

await pictureTerminal()
if (project) await pictureReport(resolve(project))

async function pictureTerminal(): Promise<void> {
  const shop = openDemoShop()
  try {
    await shop.banyan(['init', '--yes'], false)
    shop.edit(violation)
    const { stdout, code } = await shop.banyan(['check'], true)
    if (code !== 1) throw new Error(`check ended with ${code}`)
    const picture = renderTerminalPicture(
      `$ banyan check\n\n${stdout}`,
      'banyan check names two new violations',
    )
    writeFileSync(join(assets, 'check.svg'), picture)
  } finally {
    shop.remove()
  }
}

/** The matrix, with the third dependency of a cycle opened: the rarer ones are more telling. */
async function pictureReport(root: string): Promise<void> {
  const chromium = findChromium()
  if (!chromium) throw new Error('No Chromium on this machine. Install one, or set CHROME_PATH.')
  const folder = mkdtempSync(join(tmpdir(), 'banyan-picture-'))
  try {
    const report = join(folder, 'report.html')
    const { code, stderr } = await runBanyan(['check', '--report', `html=${report}`], { cwd: root })
    if (code !== 0) throw new Error(`check ended with ${code}: ${stderr}`)
    const page = await openInChromium(chromium, report, { hash: 'matrix', width: 1280, height: 720 })
    await page.evaluate("document.querySelector('#view-matrix canvas').focus()")
    for (let cell = 0; cell < 3; cell++) await page.press('c')
    await page.press('Enter')
    await page.screenshot(join(assets, 'matrix.png'))
    await page.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
