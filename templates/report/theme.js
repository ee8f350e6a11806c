const names = /** @type {const} */ ([
  'back',
  'raised',
  'line',
  'text',
  'quiet',
  'accent',
  'error',
  'cell',
  'cell-type',
  'cell-cycle',
  'band',
  'diagonal',
])

/** @returns {Record<(typeof names)[number], string>} */
function readColors() {
  const style = getComputedStyle(document.documentElement)
  return /** @type {any} */ (
    Object.fromEntries(names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]))
  )
}

/** Colours of the style sheet for what is drawn, light or dark as the system says. */
export let colors = readColors()

/** @type {(() => void)[]} */
const listeners = []

/** @param {() => void} listener */
export function onThemeChange(listener) {
  listeners.push(listener)
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  colors = readColors()
  for (const listener of listeners) listener()
})
