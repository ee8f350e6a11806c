import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readTemplate, renderDocument } from './document.js'
import type { PageData } from './page-data.js'

const require = createRequire(import.meta.url)

/** Client code in the order it is joined in: each file uses only what stands before it. */
const scripts = [
  'dom.js',
  'data.js',
  'theme.js',
  'detail-panel.js',
  'pair-detail.js',
  'matrix-drawing.js',
  'matrix-view.js',
  'matrix-panel.js',
  'network-layout.js',
  'network-view.js',
  'findings-filter.js',
  'findings-view.js',
  'summary-view.js',
  'page.js',
]

/** Style, code, cytoscape and data in one file. */
export function renderPage(data: PageData, title: string): string {
  const library = readFileSync(require.resolve('cytoscape/dist/cytoscape.min.js'), 'utf8')
  const code = `"use strict";\n${scripts.map(name => withoutModules(readTemplate(name))).join('\n')}`
  const json = `<script type="application/json" id="data">${escapeJson(data)}</script>`
  return renderDocument({
    title,
    styles: ['page.css'],
    body: `${readTemplate('page.html')}\n${json}`,
    scripts: [library, code],
  })
}

/** Client files are modules for editors and tests; on the page they are one script. */
function withoutModules(code: string): string {
  return code.replace(/^import [^;]*? from '\.\/[\w-]+\.js'\n/gm, '').replace(/^export /gm, '')
}

/** JSON that cannot end the element it stands in, whatever the names in it are. */
const escapeJson = (data: PageData): string => JSON.stringify(data).replaceAll('<', '\\u003c')
