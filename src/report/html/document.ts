import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolder } from '../../kernel/product-folder.js'
import { escapeHtml } from './markup.js'

export interface DocumentParts {
  readonly title: string
  /** Names of style sheets in `templates/report`, after the colours. */
  readonly styles: readonly string[]
  readonly body: string
  /** Run in their order; no others do. */
  readonly scripts: readonly string[]
}

/** One file that needs nothing else: style, code and data inside. Nothing may be loaded or sent. */
export function renderDocument({ title, styles, body, scripts }: DocumentParts): string {
  const policy = [
    "default-src 'none'",
    ...(scripts.length === 0 ? [] : [`script-src ${scripts.map(hashOf).join(' ')}`]),
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
    `<style>${['colors.css', 'base.css', ...styles].map(readTemplate).join('')}</style>`,
    '</head>',
    '<body>',
    body,
    ...scripts.map(script => `<script>${script}</script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** With line ends as a browser sees them, so that hashes of scripts agree. */
export const readTemplate = (name: string): string =>
  readFileSync(join(productFolder, 'templates/report', name), 'utf8').replaceAll('\r\n', '\n')

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
