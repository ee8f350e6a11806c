import { type Decide, hasRole } from '../subject.js'

/** Modules of a container and routers are put together with others, and nothing else. */
export const decideWiring: Decide = subject => {
  const { symbol, uses } = subject
  const role = hasRole(subject, ['module', 'router'])
  const [first] = uses
  if (first === undefined) return null
  const isWired = uses.every(({ usage }) => usage === 'wire' || usage === 'mock' || usage === 'reexport')
  const isOnlyPart =
    role !== null &&
    uses.every(({ usage }) => ['wire', 'inject', 'pass', 'read', 'mock', 'reexport'].includes(usage))
  if (!isOnlyPart && !(isWired && uses.some(({ usage }) => usage === 'wire'))) return null
  const text =
    role === null
      ? `${symbol.name} is put together with others here and not called`
      : `${symbol.name} is ${role.text}`
  return { treatment: 'wiring', reason: { text, place: role?.place ?? first.place } }
}
