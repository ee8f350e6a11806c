import { describe, expect, test } from 'vitest'
import { golden, render } from './support/render.js'
import { parseXml, type XmlElement } from './support/parse-xml.js'
import { failing, sketchFinding, sketchResult, staleEntry, untrusted } from './support/shop.js'

/** Elements with their attributes and children, as in the schema that Jenkins publishes. */
const structure: Readonly<Record<string, { attributes: readonly string[]; children: readonly string[] }>> = {
  testsuites: {
    attributes: ['name', 'time', 'tests', 'failures', 'errors', 'disabled'],
    children: ['testsuite'],
  },
  testsuite: {
    attributes: [
      'name',
      'tests',
      'failures',
      'errors',
      'skipped',
      'time',
      'file',
      'timestamp',
      'hostname',
      'id',
      'package',
    ],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    attributes: ['name', 'classname', 'time', 'assertions', 'status', 'file', 'line'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { attributes: ['message', 'type'], children: [] },
  error: { attributes: ['message', 'type'], children: [] },
  skipped: { attributes: ['message'], children: [] },
  'system-out': { attributes: [], children: [] },
  'system-err': { attributes: [], children: [] },
}

function assertStructure(element: XmlElement): void {
  const allowed = structure[element.name]
  expect(allowed, element.name).toBeDefined()
  expect(allowed?.attributes).toEqual(expect.arrayContaining(Object.keys(element.attributes)))
  expect(allowed?.children).toEqual(expect.arrayContaining(element.children.map(child => child.name)))
  for (const child of element.children) assertStructure(child)
}

const suiteOf = (root: XmlElement, name: string) =>
  root.children.find(suite => suite.attributes.name === name)

describe('JUnit', () => {
  test('a suite for each module, a case for each rule: errors fail, warnings pass, known ones are skipped', async () => {
    const xml = await render(failing, 'junit')
    await expect(xml).toMatchFileSnapshot(golden('failing.xml'))
    assertStructure(parseXml(xml))
  })

  test('counts are those of the cases', async () => {
    const root = parseXml(await render(untrusted, 'junit'))
    assertStructure(root)
    const cases = root.children.flatMap(suite => suite.children.filter(child => child.name === 'testcase'))
    expect(Number(root.attributes.tests)).toBe(cases.length)
    const count = (name: string) =>
      cases.filter(one => one.children.some(child => child.name === name)).length
    expect(root.attributes).toMatchObject({
      failures: String(count('failure')),
      errors: String(count('error')),
    })
  })

  test('of an untrusted run each problem is an error, and no module without findings passes', async () => {
    const root = parseXml(await render(untrusted, 'junit'))
    expect(root.attributes.errors).toBe('2')
    expect(suiteOf(root, 'users')?.children[0]?.children[0]?.name).toBe('skipped')
  })

  test('rules that ran show as passed where they found nothing', async () => {
    const root = parseXml(await render(failing, 'junit', { rules: ['private-import', 'layer-violation'] }))
    const cases = suiteOf(root, 'orders')?.children.map(one => [one.attributes.name, one.children[0]?.name])
    expect(cases).toEqual([
      ['layer-violation', undefined],
      ['private-import', 'failure'],
    ])
  })

  test('stale entries fail exactly when the run fails by them', async () => {
    const failures = async (verdict: 'pass' | 'fail') =>
      parseXml(await render(sketchResult({ stale: [staleEntry], verdict }), 'junit')).attributes.failures
    expect(await failures('pass')).toBe('0')
    expect(await failures('fail')).toBe('1')
  })

  test('markup and forbidden characters in names stay text', async () => {
    const message = 'a < b && "c" ]]> \u0000\u001b \ud800 <failure>\n2'
    const root = parseXml(await render(sketchResult({ findings: [sketchFinding({ message })] }), 'junit'))
    const failure = suiteOf(root, 'orders')?.children[0]?.children[0]
    expect(failure?.attributes.message).toBe('a < b && "c" ]]> \ufffd\ufffd \ufffd <failure>\n2')
  })
})
