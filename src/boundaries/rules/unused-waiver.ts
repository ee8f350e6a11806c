import type { Config, Waiver } from '../../kernel/config.js'
import type { Violation } from '../../kernel/finding.js'
import type { Plant, Rule, RuleContext } from '../rule.js'

/** A waiver that covers nothing any more: what it excused is gone, or it never fitted. */
export const unusedWaiver: Rule = {
  name: 'unused-waiver',
  severity: 'warn',
  kinds: [],
  options: { type: 'object', properties: {}, additionalProperties: false },
  find: ({ config, idleWaivers }) =>
    config.waivers.flatMap((waiver, at) => (idleWaivers.has(at) ? [describeUnused(config, waiver, at)] : [])),
  idle: () => [],
  plants: plantUnused,
}

function describeUnused(config: Config, { path, what, specifier }: Waiver, at: number): Violation {
  const narrowed = specifier === null ? '' : ` with the specifier "${specifier}"`
  return {
    rule: 'unused-waiver',
    from: { module: null, ...config.locate(['waive', at]), symbol: nameWaiver({ path, what, specifier }) },
    to: { module: null, file: null },
    message: `A waiver accepts "${what}" in "${path}"${narrowed}, but there is nothing of that kind.`,
    hint: 'Delete the waiver if its reason is gone; otherwise correct it.',
  }
}

/** What tells waivers apart: `unresolved src/api/** ./generated/*`. */
function nameWaiver({ path, what, specifier }: Omit<Waiver, 'reason'>): string {
  return [what, path, ...(specifier === null ? [] : [specifier])].join(' ')
}

/** One more waiver, for a file that is not there. */
function plantUnused({ config }: RuleContext): readonly Plant[] {
  if (config.waivers.length === 0) return []
  const planted: Waiver = { path: 'banyan-plant.ts', what: 'unparsed', specifier: null, reason: 'planted' }
  return [
    {
      label: 'a waiver that covers nothing',
      files: {},
      config: before => ({ ...before, waivers: [...before.waivers, planted] }),
      expects: ({ rule, from }) => rule === 'unused-waiver' && from.symbol === nameWaiver(planted),
    },
  ]
}
