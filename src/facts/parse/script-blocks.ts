/** Extensions whose code stands in script blocks. */
export function hasScriptBlocks(path: string): boolean {
  return /\.(vue|svelte|astro)$/.test(path)
}

/**
 * The code of a component file with everything around it blanked out, so that offsets and lines stay those of the
 * file. A `<script src="x">` becomes an import of x in its place.
 */
export function extractScriptBlocks(path: string, text: string): string {
  const pieces: string[] = []
  let end = 0
  for (const block of blocksOf(path, text)) {
    pieces.push(blank(text.slice(end, block.start)), text.slice(block.start, block.end))
    end = block.end
  }
  pieces.push(blank(text.slice(end)))
  return pieces.join('')
}

interface Block {
  readonly start: number
  readonly end: number
}

function blocksOf(path: string, text: string): Block[] {
  const blocks: Block[] = []
  const frontmatter = path.endsWith('.astro') ? /^\s*---[^\n]*\n([\s\S]*?)^---/m.exec(text) : null
  if (frontmatter?.[1] !== undefined && frontmatter.index === 0) {
    const start = frontmatter[0].indexOf('\n') + 1
    blocks.push({ start, end: start + frontmatter[1].length })
  }
  const visible = text.replace(/<!--[\s\S]*?-->/g, blank)
  for (const match of visible.matchAll(/<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\s\S]*?)<\/script\s*>/gi)) {
    const [whole, attributes = '', code = ''] = match
    if (
      /\btype\s*=\s*["']?(?:application\/(?!javascript)|text\/(?!javascript|babel|typescript))/i.test(
        attributes,
      )
    )
      continue
    const start = match.index + whole.indexOf('>', '<script'.length + attributes.length) + 1
    blocks.push({ start, end: start + code.length })
  }
  return blocks
}

/** The same text with only its line breaks left. */
function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ')
}

/** Files that script blocks of a component take their code from, with the offset of the tag. */
export function scriptSources(text: string): { readonly specifier: string; readonly offset: number }[] {
  const pattern = /<script\b[^>]*?\ssrc\s*=\s*(["'])(\.{1,2}\/[^"']+)\1/gi
  return [...text.matchAll(pattern)].map(match => ({ specifier: match[2] as string, offset: match.index }))
}
