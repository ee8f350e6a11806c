import { announce, byId, create } from './dom.js'

/** @type {Element | null} */
let opener = null

/**
 * Shows details beside the view; Escape closes and gives the focus back.
 * @param {string} title
 * @param {readonly (Node | string | null)[]} content
 */
export function openDetail(title, content) {
  const panel = byId('detail')
  if (!panel.contains(document.activeElement)) opener = document.activeElement
  const heading = create('h2', { id: 'detail-title' }, title)
  const close = create('button', { type: 'button', 'aria-label': 'Close details', click: closeDetail }, '×')
  panel.replaceChildren(create('header', {}, heading, close), ...content.filter(child => child !== null))
  panel.scrollTop = 0
  panel.hidden = false
  announce(`Details of ${title}`)
}

export function closeDetail() {
  const panel = byId('detail')
  if (panel.hidden) return
  const hadFocus = panel.contains(document.activeElement)
  panel.hidden = true
  if (opener instanceof HTMLElement && opener.isConnected && hadFocus) opener.focus()
}

/** Moves the focus into the details, for those who opened them with the keyboard. */
export function focusDetail() {
  const button = byId('detail').querySelector('button')
  if (button) button.focus()
}

addEventListener('keydown', event => {
  if (event.key === 'Escape') closeDetail()
})
