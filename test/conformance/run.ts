import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Certificate, makeCertificate } from './certificate.js'
import { Judge } from './judge.js'
import { haproxy } from './proxies/haproxy.js'
import { nginx } from './proxies/nginx.js'
import { nodePeers } from './proxies/node-peers.js'
import { ours } from './proxies/ours.js'
import type { ReverseProxy } from './proxies/reverse-proxy.js'
import type { Row } from './row.js'
import { groups } from './rows/index.js'
import { type Column, renderPage } from './page.js'

/**
 * Holds the strangler-fig proxy and its peers to the rows of the conformance table, and writes docs/conformance.md.
 * With `--only` or `--rows` it only prints. Exit code 1 when ours fails a row.
 *
 *     npm run conformance -- [--only ours,nginx] [--rows "part of a title"]
 *     npm run conformance:ours   the rows for ours alone, in well under a minute: for CI
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, rows: { type: 'string' } },
})
/** Proxies at work at once: most rows wait. */
const lanes = 3

const proxies = chooseProxies(values.only)
const rows = groups
  .flatMap(group => group.rows)
  .filter(({ title }) => title.toLowerCase().includes((values.rows ?? '').toLowerCase()))
const folder = mkdtempSync(join(tmpdir(), 'banyan-conformance-'))
try {
  const columns = await judgeAll(makeCertificate(folder))
  if (values.only === undefined && values.rows === undefined) {
    writeFileSync(resolve(import.meta.dirname, '../../docs/conformance.md'), renderPage(groups, columns))
  }
  summarize(columns)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function chooseProxies(only: string | undefined): readonly ReverseProxy[] {
  const all = [ours, nginx, haproxy, ...nodePeers]
  if (only === undefined) return all
  const names = only.split(',')
  return all.filter(proxy => names.includes(proxy === ours ? 'ours' : proxy.name))
}

async function judgeAll(certificate: Certificate): Promise<readonly Column[]> {
  const columns: Column[] = []
  const waiting = [...proxies.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      columns[next[0]] = await judgeOne(next[1], certificate)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return columns
}

async function judgeOne(proxy: ReverseProxy, certificate: Certificate): Promise<Column> {
  const version = await proxy.prepare()
  const verdicts = new Map<Row, string>()
  if (version === null) {
    console.error(`${proxy.name} is not at hand: not run.`)
    return { proxy, version, verdicts }
  }
  const judge = new Judge(proxy, certificate)
  try {
    for (const row of rows) {
      const verdict = await judge.judge(row)
      verdicts.set(row, verdict)
      console.log(
        `${verdict === 'pass' ? '✓' : '✗'} ${proxy.name}: ${row.title}${verdict === 'pass' ? '' : ` (${verdict})`}`,
      )
    }
  } finally {
    await judge.stop()
  }
  return { proxy, version, verdicts }
}

function summarize(columns: readonly Column[]): void {
  for (const { proxy, version, verdicts } of columns) {
    const passed = [...verdicts.values()].filter(verdict => verdict === 'pass').length
    const told = version === null ? 'not run' : `${passed} of ${verdicts.size} rows`
    console.log(`${proxy.name} ${version ?? ''}: ${told}`)
  }
  const own = columns.find(({ proxy }) => proxy === ours)
  const red = [...(own?.verdicts ?? [])].filter(([, verdict]) => verdict !== 'pass')
  for (const [{ title }, verdict] of red) console.error(`✗ ${title}: ${verdict}`)
  if (rows.length === 0) console.error('No row has such a title.')
  process.exitCode = red.length === 0 && rows.length > 0 ? 0 : 1
}
