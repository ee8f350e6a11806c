/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Creates an element. Strings become text, never markup, so that no name can be more than a name.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string | number | boolean | null | ((event: any) => void)>>} attributes
 *   functions are listeners; null and false leave the attribute out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function create(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value !== null && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children) if (child) element.append(child)
  return element
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`The page has no #${id}`)
  return element
}

/** Tells screen readers. @param {string} text */
export function announce(text) {
  byId('status').textContent = text
}

/** @param {number} count @param {string} noun @param {string} [plural] */
export function countOf(count, noun, plural = `${noun}s`) {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}

/**
 * Runs at most once a frame, however often it is asked for.
 * @param {() => void} run
 */
export function oncePerFrame(run) {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      run()
    })
  }
}
