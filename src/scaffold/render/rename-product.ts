/** The product of the template. */
const original = 'shop'

/** Text of the template for another product: the scope of its packages changes. */
export function renameProduct(text: string, name: string): string {
  return text.replaceAll(`@${original}/`, `@${name}/`)
}

/** npm leaves some dotfiles out of what it packs; in the template they have a plain name. */
export function renamePath(file: string): string {
  return file.replaceAll(/(^|\/)dot-/g, '$1.')
}
