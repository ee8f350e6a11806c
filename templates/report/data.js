import { byId } from './dom.js'

/** @typedef {import('../../src/report/html/page-data.js').PageData} PageData */
/** @typedef {import('../../src/report/html/page-data.js').PageFinding} PageFinding */
/** @typedef {import('../../src/report/html/page-data.js').PageImport} PageImport */
/** @typedef {PageData['pairs'][number] & { findings: PageFinding[] }} Pair */

/** @type {PageData} */
export const page = JSON.parse(byId('data').textContent ?? '')

/** Position of each module by name. */
export const positions = new Map(page.modules.map((module, at) => [module.name, at]))

/** @type {readonly Pair[]} */
export const pairs = page.pairs.map(pair => ({ ...pair, findings: [] }))

const pairsByEnds = new Map(pairs.map(pair => [pair.from * page.modules.length + pair.to, pair]))

/** @param {number} from @param {number} to */
export const pairOf = (from, to) => pairsByEnds.get(from * page.modules.length + to) ?? null

/** Pairs by the module that uses, and by the one that is used. */
export const outgoing = page.modules.map(() => /** @type {Pair[]} */ ([]))
export const incoming = page.modules.map(() => /** @type {Pair[]} */ ([]))
for (const pair of pairs) {
  outgoing[pair.from]?.push(pair)
  incoming[pair.to]?.push(pair)
}

export const findings = page.check?.findings ?? []
for (const finding of findings) {
  const from = positions.get(finding.from ?? '')
  const to = positions.get(finding.to ?? '')
  if (from !== undefined && to !== undefined) pairOf(from, to)?.findings.push(finding)
}

/** @param {number} at */
export const nameOf = at => page.modules[at]?.name ?? ''

/** @param {Pair} pair */
export const isBroken = pair => pair.findings.some(finding => finding.status !== 'known')

/** @param {number} at */
export const textAt = at => page.texts[at] ?? ''
