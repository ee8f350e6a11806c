import type { Usage } from '../../seam/seam.js'
import { type Decide, hasRole } from '../subject.js'

const parts: readonly Usage[] = ['wire', 'inject', 'pass', 'read', 'mock', 'reexport']

/** Modules of a container, routers and what answers their routes are put together with others, and nothing else. */
export const decideWiring: Decide = subject => {
  const { symbol, uses } = subject
  const role = hasRole(subject, ['module', 'router', 'controller'])
  const [first] = uses
  if (first === undefined || hasRole(subject, ['configuration']) !== null) return null
  const isWired = uses.every(({ usage }) => usage === 'wire' || usage === 'mock' || usage === 'reexport')
  const isMade = (usage: Usage) => role?.role === 'controller' && (usage === 'construct' || usage === 'type')
  const isOnlyPart = role !== null && uses.every(({ usage }) => parts.includes(usage) || isMade(usage))
  if (!isOnlyPart && !(isWired && uses.some(({ usage }) => usage === 'wire'))) return null
  const text =
    role === null
      ? `${symbol.name} is put together with others here and not called`
      : `${symbol.name} ${role.text.startsWith('answers ') ? '' : 'is '}${role.text}`
  return { treatment: 'wiring', reason: { text, place: role?.place ?? first.place } }
}
