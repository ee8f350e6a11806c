import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { render } from './support/render.js'
import { failing, sketchFinding, sketchResult, staleEntry, untrusted } from './support/shop.js'

const require = createRequire(import.meta.url)

/** The official schema, which a package of SARIF's makers ships; draft 4, of which it uses only what draft 7 kept. */
function compileSchema() {
  const main = require.resolve('@microsoft/jest-sarif')
  const file = path.join(
    main.slice(0, main.lastIndexOf('jest-sarif')),
    'jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  const { $schema: _, id: __, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  ajv.addFormat('uri', text => URL.canParse(text))
  ajv.addFormat('uri-reference', text => URL.canParse(text, 'file:///root/') && !/[\s"<>\\^`{|}]/.test(text))
  ajv.addFormat('date-time', true)
  return ajv.compile(schema)
}

const validate = compileSchema()
const sarif = async (result: typeof failing) => {
  const log = JSON.parse(await render(result, 'sarif'))
  return { log, run: log.runs[0] }
}

describe('SARIF', () => {
  test.each([
    ['a failing', failing],
    ['an untrusted', untrusted],
    ['a clean', sketchResult()],
    ['a stale', sketchResult({ stale: [staleEntry], verdict: 'fail' })],
  ])('%s result is valid 2.1.0', async (_, result) => {
    const { log } = await sarif(result)
    validate(log)
    expect(validate.errors).toBeNull()
  })

  test('the schema at hand is strict enough to refuse a wrong level', async () => {
    const { log } = await sarif(failing)
    log.runs[0].results[0].level = 'bad'
    expect(validate(log)).toBe(false)
  })

  test('a finding has its place, its rule with help, and what the ratchet says', async () => {
    const { run } = await sarif(failing)
    expect(run.columnKind).toBe('utf16CodeUnits')
    expect(run.originalUriBaseIds['%SRCROOT%'].uri).toBe(`${pathToFileURL('/home/ci/shop').href}/`)
    const [fresh, worse, old] = run.results
    expect(fresh).toMatchObject({
      ruleId: 'private-import',
      level: 'error',
      baselineState: 'new',
      suppressions: [],
    })
    expect(fresh.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'modules/orders/place-order.ts', uriBaseId: '%SRCROOT%' },
      region: {
        startLine: 2,
        startColumn: 2,
        snippet: { text: "\timport { charge } from '../billing/inner/charge.js'" },
      },
    })
    expect(run.tool.driver.rules[fresh.ruleIndex]).toMatchObject({
      id: 'private-import',
      name: 'PrivateImport',
    })
    expect(run.tool.driver.rules[fresh.ruleIndex].help.text).toContain('docs/rules/private-import.md')
    expect(worse).toMatchObject({ level: 'warning', baselineState: 'updated' })
    expect(worse.relatedLocations).toHaveLength(1)
    expect(old).toMatchObject({
      baselineState: 'unchanged',
      suppressions: [{ kind: 'external', status: 'accepted' }],
    })
  })

  test('two lines of one violation share its fingerprint and differ in the key that GitHub uses', async () => {
    const { run } = await sarif(sketchResult({ findings: [sketchFinding(), sketchFinding()] }))
    expect(run.results.map((one: { partialFingerprints: unknown }) => one.partialFingerprints)).toEqual([
      { 'banyan/v1': 'a1b2c3d4e5f60718', primaryLocationLineHash: 'a1b2c3d4e5f60718:1' },
      { 'banyan/v1': 'a1b2c3d4e5f60718', primaryLocationLineHash: 'a1b2c3d4e5f60718:2' },
    ])
  })

  test('paths are percent-encoded part by part', async () => {
    const file = 'modules/C#/[id] & naïve:100%.ts'
    const { log, run } = await sarif(
      sketchResult({ findings: [sketchFinding({ from: { ...sketchFinding().from, file } })] }),
    )
    const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation
    expect(uri).toBe('modules/C%23/%5Bid%5D%20%26%20na%C3%AFve%3A100%25.ts')
    expect(decodeURIComponent(new URL(uri, 'file:///r/').pathname)).toBe(`/r/${file}`)
    expect(validate(log)).toBe(true)
  })

  test('problems make the execution unsuccessful, each an error with its place', async () => {
    const { run } = await sarif(untrusted)
    const [invocation] = run.invocations
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 2 })
    expect(invocation.toolExecutionNotifications).toMatchObject([
      { descriptor: { id: 'import-unresolved' }, level: 'error' },
      { descriptor: { id: 'no-modules' }, level: 'error' },
    ])
    expect(invocation.toolExecutionNotifications[0].locations[0].physicalLocation.region.startLine).toBe(3)
    expect((await sarif(failing)).run.invocations[0]).toMatchObject({
      executionSuccessful: true,
      exitCode: 1,
    })
  })

  test('stale entries are told as a notification, an error when they fail the run', async () => {
    const level = async (verdict: 'pass' | 'fail') =>
      (await sarif(sketchResult({ stale: [staleEntry], verdict }))).run.invocations[0]
        .toolExecutionNotifications[0].level
    expect(await level('pass')).toBe('warning')
    expect(await level('fail')).toBe('error')
  })
})
