import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { productFolder } from '../../kernel/product-folder.js'
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

/** With line ends as a browser sees them, so that hashes of scripts agree. */
const readTemplate = (name: string): string =>
  readFileSync(join(productFolder, 'templates/report', name), 'utf8').replaceAll('\r\n', '\n')

/** One file that needs nothing else: style, code, cytoscape and data inside. Nothing may be loaded or sent. */
export function renderPage(data: PageData, title: string): string {
  const library = readFileSync(require.resolve('cytoscape/dist/cytoscape.min.js'), 'utf8')
  const code = `"use strict";\n${scripts.map(name => withoutModules(readTemplate(name))).join('\n')}`
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(library)} ${hashOf(code)}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${readTemplate('page.css')}</style>`,
    '</head>',
    '<body>',
    readTemplate('page.html'),
    `<script type="application/json" id="data">${escapeJson(data)}</script>`,
    `<script>${library}</script>`,
    `<script>${code}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** Client files are modules for editors and tests; on the page they are one script. */
function withoutModules(code: string): string {
  return code.replace(/^import [^;]*? from '\.\/[\w-]+\.js'\n/gm, '').replace(/^export /gm, '')
}

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

/** JSON that cannot end the element it stands in, whatever the names in it are. */
const escapeJson = (data: PageData): string => JSON.stringify(data).replaceAll('<', '\\u003c')

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
