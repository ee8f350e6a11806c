import type { Route, StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { hostTables } from './host-tables.js'
import { httpRules, type RuleSettings, type TaggedRule } from './http-rules.js'
import { createNames } from './kubernetes-name.js'
import { groupByPath } from './path-groups.js'
import { tableCases } from './table-case.js'

/** One `HTTPRoute`: rules of requests to one host. */
export interface HttpRoute {
  readonly name: string
  readonly host: string | null
  readonly rules: readonly TaggedRule[]
}

export interface HttpTable {
  readonly httpRoutes: readonly HttpRoute[]
  /** What had to be left out, one sentence each. */
  readonly lost: readonly string[]
}

/** Rules of an HTTPRoute. */
const mostRules = 16

/**
 * As many HTTPRoutes as the rules of each host need. Of equal matches in several the oldest wins, then the first by name:
 * names are numbered, and rules of one path stay together as far as they can.
 */
export function httpRoutes(
  config: StranglerConfig,
  routes: readonly Route[],
  settings: RuleSettings,
): HttpTable {
  const nameTable = createNames()
  const lost = new Set<string>()
  const tables = hostTables(routes).flatMap(({ host, routes: members }) => {
    const groups = groupByPath(tableCases(config, members)).map(group => httpRules(group, settings))
    for (const sentence of groups.flatMap(group => group.lost)) lost.add(sentence)
    const base = nameTable(host === null ? 'strangler' : `strangler-${host.replace('*.', 'any-')}`)
    return packRules(groups.map(({ rules }) => rules)).map((rules, at) => ({
      name: `${base}-${String(at + 1).padStart(3, '0')}`,
      host,
      rules,
    }))
  })
  return { httpRoutes: tables, lost: [...lost] }
}

function packRules(groups: readonly (readonly TaggedRule[])[]): readonly (readonly TaggedRule[])[] {
  const packs: TaggedRule[][] = []
  for (const group of groups) {
    const last = packs.at(-1)
    if (last !== undefined && last.length + group.length <= mostRules) {
      last.push(...group)
      continue
    }
    for (let at = 0; at < group.length; at += mostRules) packs.push(group.slice(at, at + mostRules))
  }
  return packs
}
