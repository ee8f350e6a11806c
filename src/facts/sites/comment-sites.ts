import type { Comment } from 'oxc-parser'
import type { AddSite } from './site-collector.js'

/**
 * Whether a text may hold a dependency in a comment; a cheap test before comments are read. `import(` outside of comments
 * is as common as within: only lines that start like those of a doc comment count, or doc comments of one line.
 */
export function mayHoldCommentSites(text: string): boolean {
  if (/\/\/\/\s*<reference\s|@import\b/.test(text)) return true
  return /\bimport\s*\(/.test(text) && /^[ \t]*\/?\*.*\bimport\s*\(|\/\*\*.*\bimport\s*\(/m.test(text)
}

/** Sites in comments: triple-slash references, JSDoc `import("x")` types and `@import` tags. */
export function collectCommentSites(comments: readonly Comment[], add: AddSite): void {
  for (const comment of comments) {
    if (comment.type === 'Line') addReference(comment, add)
    else if (comment.value.startsWith('*')) {
      addImportTypes(comment, add)
      addImportTags(comment, add)
    }
  }
}

function addReference(comment: Comment, add: AddSite): void {
  const match =
    /^\/\s*<reference\s+(?:[\w-]+\s*=\s*(?:"[^"]*"|'[^']*')\s+)*?(path|types)\s*=\s*(["'])(.+?)\2/.exec(
      comment.value,
    )
  if (match === null) return
  const [, attribute, , target = ''] = match
  const relative = attribute === 'path' && !/^\.{0,2}\//.test(target)
  add({
    specifier: relative ? `./${target}` : target,
    form: 'triple-slash',
    kind: 'type',
    offset: comment.start,
    symbols: [],
  })
}

function addImportTypes(comment: Comment, add: AddSite): void {
  const pattern = /\bimport\s*\(\s*(['"])([^'"\n]+)\1\s*\)(?:\s*\.\s*([A-Za-z_$][\w$]*))?/g
  for (const match of comment.value.matchAll(pattern)) {
    if (!insideType(comment.value, match.index)) continue
    add({
      specifier: match[2] as string,
      form: 'jsdoc-import-type',
      kind: 'type',
      // The comment's text starts after `/*`.
      offset: comment.start + 2 + match.index,
      symbols: [match[3] ?? '*'],
    })
  }
}

/** JSDoc types stand in braces behind a tag; calls in prose and in the code of an example do not. */
function insideType(text: string, end: number): boolean {
  return [...text.slice(0, end).matchAll(typeStart)].some(
    ({ index, 0: start }) => findClosingBrace(text, index + start.length) >= end,
  )
}

/** `@type {`, or with the name first, which parameters and properties may have: `@param user {`. */
const typeStart = /@(?:\w+|(?:param|arg|argument|prop|property)\s+\[?[\w$.]+\]?)[\s*]*\{/g

/** Where the brace before `start` closes; the text's end when it does not. */
function findClosingBrace(text: string, start: number): number {
  let depth = 1
  for (let index = start; index < text.length; index++) {
    if (text[index] === '{') depth++
    else if (text[index] === '}' && --depth === 0) return index
  }
  return text.length
}

function addImportTags(comment: Comment, add: AddSite): void {
  const pattern = /@import\s+(?:type\s+)?([\w$*{},\s]+?)\s+from\s+(['"])([^'"\n]+)\2/g
  for (const match of comment.value.matchAll(pattern)) {
    add({
      specifier: match[3] as string,
      form: 'jsdoc-import-tag',
      kind: 'type',
      offset: comment.start + 2 + match.index,
      symbols: tagSymbols(match[1] as string),
    })
  }
}

function tagSymbols(clause: string): string[] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  const symbols = named.split(',').flatMap(
    part =>
      part
        .replace(/[\s*]+/g, ' ')
        .trim()
        .split(' ')[0] || [],
  )
  const rest = clause.replace(/\{[^}]*\}/, '')
  if (/\*\s*as\b/.test(rest)) symbols.push('*')
  else if (/^\s*[A-Za-z_$]/.test(rest)) symbols.unshift('default')
  return symbols
}
