import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { renderGraph } from '../../../src/report/index.js'
import { render } from '../support/render.js'
import {
  failing,
  shop,
  sketchFinding,
  sketchGraph,
  sketchImport,
  sketchResult,
  untrusted,
} from '../support/shop.js'

const evil = '</script><img src=x onerror="window.hacked=1">'

const dataOf = (html: string) =>
  JSON.parse(/<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '')

describe('HTML page', () => {
  test('is one file that may load nothing and run only its own two scripts', async () => {
    const html = await render(failing, 'html')
    expect(html).not.toMatch(/<(?:script|img|iframe|source|video|audio|embed)[^>]*\ssrc=/)
    expect(html).not.toMatch(/<link(?! rel="icon" href="data:,")/)
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(match => match[1] ?? '')
    expect(scripts).toHaveLength(2)
    for (const script of scripts) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    }
  })

  test('joins every client file, without imports and exports', async () => {
    const html = await render(failing, 'html')
    const code = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].at(-1)?.[1] ?? ''
    expect(code).not.toMatch(/^(?:import|export) /m)
    const files = fs.readdirSync('templates/report').filter(name => name.endsWith('.js'))
    for (const file of files) {
      const names = fs.readFileSync(`templates/report/${file}`, 'utf8').matchAll(/^export function (\w+)/gm)
      for (const [, name] of names) expect(code, file).toContain(`\nfunction ${name}(`)
    }
  })

  test('names are data, never markup', async () => {
    const graph = sketchGraph({ [evil]: { path: `modules/${evil}` } }, [])
    const finding = sketchFinding({
      message: evil,
      from: { ...sketchFinding().from, module: evil, file: evil },
    })
    const html = await render(sketchResult({ findings: [finding], root: `/${evil}` }), 'html', {
      graph,
      source: () => evil,
    })
    expect(html).not.toContain(evil)
    expect(html.match(/<\/script>/g)).toHaveLength(3)
    const { check, modules } = dataOf(html)
    expect(modules[0].name).toBe(evil)
    expect(check.findings[0].message).toBe(evil)
  })

  test('the title tells the verdict', async () => {
    expect(await render(untrusted, 'html')).toContain('<title>NOT CHECKED: shop</title>')
    expect(await render(sketchResult(), 'html')).toContain('<title>PASSED: shop</title>')
  })

  test('each pair of modules carries its imports with file, line, target and symbols', async () => {
    const { pairs, modules, texts } = dataOf(await renderGraph(shop, { format: 'html', level: 'module' }))
    const names = modules.map((module: { name: string }) => module.name)
    const pair = pairs.find(
      (one: { from: number; to: number }) => names[one.from] === 'orders' && names[one.to] === 'billing',
    )
    const [file, line, column, target, symbols, kind, form] = pair.imports[0]
    expect([texts[file], line, column, texts[target], texts[symbols], texts[kind], texts[form]]).toEqual([
      'modules/orders/place-order.ts',
      2,
      1,
      'modules/billing/index.ts',
      'charge',
      'value',
      'import',
    ])
  })

  test('a cycle is one of values: what only types close is none', async () => {
    const { pairs, modules } = dataOf(await renderGraph(shop, { format: 'html', level: 'module' }))
    const cyclic = pairs
      .filter((pair: { cyclic: boolean }) => pair.cyclic)
      .map((pair: { from: number; to: number }) => `${modules[pair.from].name} → ${modules[pair.to].name}`)
    expect(cyclic.sort()).toEqual(['orders → users', 'users → orders'])
    expect(modules.find((module: { name: string }) => module.name === 'billing').cycle).toBeNull()
  })

  test('a mock does not close a cycle either', async () => {
    const graph = sketchGraph({ users: {}, billing: {} }, [
      sketchImport('modules/users/index.ts', 'modules/billing/index.ts'),
      sketchImport('modules/billing/index.ts', 'modules/users/index.ts', { kind: 'mock', form: 'vi-mock' }),
    ])
    const { pairs } = dataOf(await renderGraph(graph, { format: 'html', level: 'module' }))
    expect(pairs.map((pair: { cyclic: boolean }) => pair.cyclic)).toEqual([false, false])
  })

  test('source lines go to fresh findings first', async () => {
    const known = Array.from({ length: 2_000 }, () => sketchFinding({ status: 'known' }))
    const { check } = dataOf(await render(sketchResult({ findings: [...known, sketchFinding()] }), 'html'))
    expect(check.findings.at(-1).code).toHaveLength(3)
    expect(check.findings.at(-2).code).toEqual([])
  })
})
