import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { render } from './support/render.js'
import { cycle, failing, known, sketchFinding, sketchResult, staleEntry, untrusted } from './support/shop.js'

const evil = sketchFinding({
  message: '100% wrong\r\n::error::injected; [x] |\'"',
  hint: undefined,
  from: { ...sketchFinding().from, file: "modules/a,b:c;[d]'%.ts" },
})

describe('GitHub annotations', () => {
  test('errors come before warnings, known findings stay silent', async () => {
    const findings = [cycle, known, sketchFinding()]
    expect(await render(sketchResult({ findings }), 'github')).toBe(
      [
        '::error file=modules/orders/place-order.ts,line=2,col=2,title=Private import (private-import)::orders imports charge from an inner file of billing.%0AImport charge from modules/billing/index.ts, or let billing export it there.',
        '::warning file=modules/users/index.ts,line=4,col=1,title=Module cycle (module-cycle)::users and orders depend on each other.',
        '',
      ].join('\n'),
    )
  })

  test('nothing of a name can end a command or begin another', async () => {
    const text = await render(sketchResult({ findings: [evil] }), 'github')
    expect(text.trimEnd().split('\n')).toHaveLength(1)
    expect(text).toContain("file=modules/a%2Cb%3Ac;[d]'%25.ts,line=2")
    expect(text).toContain('::100%25 wrong%0D%0A::error::injected')
  })

  test('stale entries warn, or fail with the run', async () => {
    expect(await render(sketchResult({ stale: [staleEntry] }), 'github')).toMatch(/^::warning title=Stale/)
    expect(await render(sketchResult({ stale: [staleEntry], verdict: 'fail' }), 'github')).toMatch(
      /^::error title=Stale/,
    )
  })

  test('a clean result says nothing', async () => {
    expect(await render(sketchResult({ findings: [known] }), 'github')).toBe('')
  })
})

describe('GitLab code quality', () => {
  const issue = {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./|/).+' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  }
  const validate = new Ajv().compile({ type: 'array', items: issue })
  const issues = async (result: typeof failing) => {
    const list = JSON.parse(await render(result, 'gitlab'))
    validate(list)
    expect(validate.errors).toBeNull()
    return list as { severity: string; fingerprint: string; check_name: string }[]
  }

  test('known findings stay in the report as information, so that both sides of a comparison have them', async () => {
    expect((await issues(failing)).map(one => one.severity)).toEqual(['major', 'minor', 'info'])
  })

  test('the first line of a violation keeps its fingerprint, further ones get their own', async () => {
    const list = await issues(sketchResult({ findings: [sketchFinding(), sketchFinding(), sketchFinding()] }))
    expect(list[0]?.fingerprint).toBe('a1b2c3d4e5f60718')
    expect(new Set(list.map(one => one.fingerprint)).size).toBe(3)
  })

  test('each problem is a blocker', async () => {
    const list = await issues(untrusted)
    expect(list.filter(one => one.severity === 'blocker').map(one => one.check_name)).toEqual([
      'import-unresolved',
      'no-modules',
    ])
  })

  test('a clean result is an empty list, and stale entries are an issue', async () => {
    expect(await issues(sketchResult())).toEqual([])
    expect(await issues(sketchResult({ stale: [staleEntry] }))).toMatchObject([
      { check_name: 'stale-baseline', severity: 'minor' },
    ])
  })
})

describe('TeamCity', () => {
  const messages = async (result: typeof failing) =>
    (await render(result, 'teamcity'))
      .replaceAll(/ (?:flowId|timestamp)='[^']*'/g, '')
      .split('\n')
      .slice(0, -1)

  test('inspections with file, line and our message, and a build problem', async () => {
    expect(await messages(failing)).toEqual([
      "##teamcity[inspectionType id='private-import' name='private-import' description='Private import' category='Banyan']",
      "##teamcity[inspectionType id='module-cycle' name='module-cycle' description='Module cycle' category='Banyan']",
      "##teamcity[inspection typeId='private-import' message='orders imports charge from an inner file of billing.' file='modules/orders/place-order.ts' line='2' SEVERITY='ERROR']",
      "##teamcity[inspection typeId='module-cycle' message='users and orders depend on each other.' file='modules/users/index.ts' line='4' SEVERITY='WARNING']",
      "##teamcity[buildProblem description='Module boundaries broken: 1 error, 1 warning, 1 of them worse than before, 1 known' identity='banyan-check']",
    ])
  })

  test('values are escaped', async () => {
    const [, inspection] = await messages(sketchResult({ findings: [evil] }))
    expect(inspection).toContain("message='100% wrong|r|n::error::injected; |[x|] |||'\"'")
    expect(inspection).toContain("file='modules/a,b:c;|[d|]|'%.ts' line='2'")
  })

  test('a clean result says nothing, an untrusted one is a build problem', async () => {
    expect(await messages(sketchResult())).toEqual([])
    expect((await messages(untrusted)).at(-1)).toContain(
      "buildProblem description='The result cannot be trusted: 2 problems",
    )
  })
})

describe('Azure Pipelines', () => {
  test('issues with file, line and column, and the result of the task', async () => {
    expect(await render(failing, 'azure-devops')).toBe(
      [
        '##vso[task.logissue type=error;sourcepath=modules/orders/place-order.ts;linenumber=2;columnnumber=2;code=private-import;]orders imports charge from an inner file of billing.',
        '##vso[task.logissue type=warning;sourcepath=modules/users/index.ts;linenumber=4;columnnumber=1;code=module-cycle;]users and orders depend on each other.',
        '##vso[task.complete result=Failed;]1 error, 1 warning, 1 of them worse than before, 1 known',
        '',
      ].join('\n'),
    )
  })

  test('nothing of a name can end a command or begin another', async () => {
    const text = await render(sketchResult({ findings: [evil] }), 'azure-devops')
    expect(text.trimEnd().split('\n')).toHaveLength(2)
    expect(text).toContain("sourcepath=modules/a,b:c%3B[d%5D'%AZP25.ts;linenumber=2;")
  })

  test('a clean result succeeds; stale entries and problems fail the task', async () => {
    expect(await render(sketchResult(), 'azure-devops')).toBe(
      '##vso[task.complete result=Succeeded;]No violations\n',
    )
    expect(await render(sketchResult({ stale: [staleEntry], verdict: 'fail' }), 'azure-devops')).toMatch(
      /result=Failed/,
    )
    const text = await render(untrusted, 'azure-devops')
    expect(text).toContain('type=error;code=no-modules;]The config names no modules. Run banyan init.')
    expect(text).toMatch(/result=Failed/)
  })
})
