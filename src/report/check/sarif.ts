import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Finding, Place } from '../../kernel/finding.js'
import { type Problem, problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { readProduct } from '../product.js'
import { describeRule } from '../rule-text.js'
import { describeStale, exitCodes } from '../verdict.js'
import { numberOccurrences } from './occurrences.js'

const rootId = '%SRCROOT%'
const levels = { error: 'error', warn: 'warning' } as const
const baselineStates = { new: 'new', known: 'unchanged', worse: 'updated' } as const

/** SARIF 2.1.0, one run. Problems are notifications of an execution that did not succeed. */
export function renderSarif(report: CheckReport): string {
  const { result } = report
  const rules = [...new Set(result.findings.map(finding => finding.rule))].sort()
  const indexes = new Map<string, number>(rules.map((rule, at) => [rule, at]))
  const occurrences = numberOccurrences(result.findings)
  const results = result.findings.map(finding => ({
    ...resultOf(finding, report),
    ruleIndex: indexes.get(finding.rule),
    partialFingerprints: {
      'banyan/v1': finding.fingerprint,
      primaryLocationLineHash: `${finding.fingerprint}:${occurrences.get(finding)}`,
    },
  }))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driverOf(rules, result.problems) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [rootId]: { uri: folderUrl(result.root) } },
        invocations: [invocationOf(report)],
        results,
        properties: {
          verdict: result.verdict,
          modules: result.modules,
          files: result.files,
          edges: result.edges,
          summary: result.summary,
        },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function driverOf(rules: readonly string[], problems: readonly Problem[]) {
  const { version, homepage } = readProduct()
  const codes = [...new Set(problems.map(problem => problem.code))].sort()
  return {
    name: 'Banyan',
    semanticVersion: version,
    ...(homepage === null ? {} : { informationUri: homepage }),
    rules: rules.map(ruleOf),
    notifications: codes.map(id => ({ id, shortDescription: { text: problemTitles[id] } })),
  }
}

function ruleOf(rule: string) {
  const text = describeRule(rule)
  const link = text.url ?? text.page
  const more = link === null ? '' : `\n\nMore: ${link}`
  return {
    id: rule,
    name: rule.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: text.title },
    fullDescription: { text: text.summary },
    help: { text: `${text.help}${more}`, markdown: `${text.help}${more}` },
    ...(text.url === null ? {} : { helpUri: text.url }),
    properties: { tags: ['architecture', 'module-boundaries'] },
  }
}

function resultOf(finding: Finding, report: CheckReport) {
  const hint = finding.hint === undefined ? '' : `\n${finding.hint}`
  const related = finding.related ?? []
  const known = finding.status === 'known'
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: `${finding.message}${hint}` },
    baselineState: baselineStates[finding.status],
    locations: [
      {
        ...locationOf(finding.from, report),
        ...(finding.from.module === null
          ? {}
          : { logicalLocations: [{ name: finding.from.module, kind: 'module' }] }),
      },
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            ...locationOf(place, report),
          })),
        }),
    ...(known ? { suppressions: [suppressionOf(report)] } : { suppressions: [] }),
    properties: { from: finding.from, to: finding.to, status: finding.status, kind: finding.kind ?? null },
  }
}

function suppressionOf({ result }: CheckReport) {
  const { comparedWith } = result
  const justification =
    comparedWith.kind === 'baseline'
      ? 'Recorded in the baseline.'
      : `There already at ${comparedWith.commit}, where ${comparedWith.ref} was left.`
  return { kind: 'external', status: 'accepted', justification }
}

function locationOf(place: Place, report: CheckReport) {
  const line = report.lines(place.file)?.[place.line - 1]
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(place.file), uriBaseId: rootId },
      region: {
        startLine: Math.max(1, place.line),
        startColumn: Math.max(1, place.column),
        ...(line === undefined || line.length > 400 ? {} : { snippet: { text: line } }),
      },
    },
  }
}

function invocationOf(report: CheckReport) {
  const { result } = report
  const problems = result.problems.map(problem => ({
    descriptor: { id: problem.code },
    level: 'error',
    message: { text: `${problem.message}\n${problem.hint}` },
    ...(problem.place ? { locations: [locationOf(problem.place, report)] } : {}),
  }))
  const stale =
    result.stale.length === 0
      ? []
      : [
          {
            level: result.verdict === 'fail' ? 'error' : 'warning',
            message: { text: describeStale(result) },
          },
        ]
  return {
    executionSuccessful: result.verdict !== 'untrusted',
    exitCode: exitCodes[result.verdict],
    toolExecutionNotifications: [...problems, ...stale],
  }
}

/** A relative reference: each part percent-encoded, which also keeps a colon from being read as a scheme. */
const relativeUri = (file: string): string => file.split('/').map(encodeURIComponent).join('/')

const folderUrl = (root: string): string => pathToFileURL(`${root}${path.sep}`).href.replace(/\/*$/, '/')
