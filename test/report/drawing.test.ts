import { describe, expect, test } from 'vitest'
import type { GraphFormat, GraphLevel } from '../../src/kernel/output-formats.js'
import { renderGraph } from '../../src/report/index.js'
import { shop, sketchGraph, sketchImport } from './support/shop.js'
import { synthesizeGraph } from './support/synthetic.js'

const draw = (format: GraphFormat, graph = shop, level: GraphLevel = 'module') =>
  renderGraph(graph, { format, level })

/** Names that break a format which writes them as they are. */
const hardNames = [
  '@shop/core',
  'constructor',
  '__proto__',
  'a b',
  'say "hi"',
  'x<y>&z',
  'back\\slash',
  '{${x}}|#;`',
  'ünï/ço',
]

const hard = sketchGraph(
  Object.fromEntries(hardNames.map((name, at) => [name, { path: `modules/m${at}`, layer: 'in "side"' }])),
  hardNames.slice(1).map((_, at) => sketchImport(`modules/m${at}/index.ts`, `modules/m${at + 1}/index.ts`)),
  { layers: ['in "side"'] },
)

const decodeEntities = (text: string) =>
  text.replace(/&?#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

/** Nodes and arrows of a Mermaid flowchart as dependency-cruiser writes it; throws on a line of another kind. */
function parseMermaid(text: string) {
  const labels = new Map<string, string>()
  const arrows: string[] = []
  for (const line of text.split('\n').slice(1)) {
    const node = /^(?:subgraph )?([0-9A-Z]+)\["([^"`<>]*)"\]$/.exec(line)
    const arrow = /^([0-9A-Z]+)-->([0-9A-Z]+)$/.exec(line)
    if (node) labels.set(node[1] ?? '', decodeEntities(node[2] ?? ''))
    else if (arrow) arrows.push(`${labels.get(arrow[1] ?? '')} → ${labels.get(arrow[2] ?? '')}`)
    else if (line !== '' && line !== 'end') throw new Error(`Not Mermaid: ${line}`)
  }
  return { names: [...labels.values()], arrows }
}

/** Quoted and HTML strings of DOT must be closed, with nothing that ends them early. */
function parseDot(text: string) {
  const label = /"((?:[^"\\])*)" \[label=<([^<>]*)>/g
  const arrow = /^ {4}"([^"\\]*)" -> "([^"\\]*)"/gm
  expect(text.replaceAll(/"[^"\\]*"|<[^<>]*>/g, '')).not.toMatch(/["\\<&]/)
  return {
    names: [...text.matchAll(label)].map(match => decodeEntities(match[2] ?? '')),
    arrows: [...text.matchAll(arrow)].map(
      match => `${decodeEntities(match[1] ?? '')} → ${decodeEntities(match[2] ?? '')}`,
    ),
  }
}

const expectedArrows = hardNames.slice(1).map((name, at) => `${hardNames[at]} → ${name}`)

describe('drawings of modules', () => {
  test('Mermaid shows every module in its layer and every arrow once', async () => {
    const { names, arrows } = parseMermaid(await draw('mermaid'))
    expect(names.sort()).toEqual(['app', 'billing', 'domain', 'orders', 'users', 'web'])
    expect(arrows.sort()).toEqual([
      'billing → users',
      'orders → billing',
      'orders → users',
      'users → orders',
      'web → orders',
    ])
  })

  test('Mermaid survives names that break it as they are', async () => {
    const { names, arrows } = parseMermaid(await draw('mermaid', hard))
    expect(names.sort()).toEqual(['in "side"', ...hardNames].sort())
    expect(arrows.sort()).toEqual(expectedArrows.sort())
  })

  test.each(['dot', 'archi'] as const)('%s survives names that break it as they are', async format => {
    const { names, arrows } = parseDot(await draw(format, hard))
    expect(names.sort()).toEqual([...hardNames].sort())
    const inLayer = expectedArrows.map(arrow =>
      arrow
        .split(' → ')
        .map(name => `in "side"/${name}`)
        .join(' → '),
    )
    expect(arrows.sort()).toEqual(inLayer.sort())
  })

  test('DOT colours cycles of values, not those that only types close', async () => {
    const text = await draw('dot')
    expect(text).toMatch(/"domain\/orders" -> "domain\/users" \[[^\]]*normalnoneodot/)
    expect(text).toMatch(/"domain\/billing" -> "domain\/users" \[[^\]]*penwidth="1.0"/)
    expect(text).not.toMatch(/"domain\/billing" -> "domain\/users" \[[^\]]*normalnoneodot/)
    expect(text).toContain('URL="modules/orders"')
  })

  test('archi draws modules as boxes, at the level of files too', async () => {
    const text = await draw('archi', shop, 'file')
    expect(text.match(/shape="box3d"/g)).toHaveLength(4)
    expect(text).toBe(await draw('archi', shop, 'module'))
  })

  test('D2 quotes every name', async () => {
    const text = await draw('d2', hard)
    const quoted = /"(?:[^"\\$]|\\.)*"/g
    const lines = text.split(/\r?\n/).filter(line => line.startsWith('"'))
    expect(lines).toHaveLength(hardNames.length * 2 - 1)
    for (const line of lines) {
      const rest = line.replaceAll(quoted, 'q')
      expect(rest).toMatch(/^q\.q: \{class: module; link: q\}$|^q\.q -> q\.q$/)
    }
    const names = lines.slice(0, hardNames.length).map(line => {
      const [, name = ''] = line.match(quoted) ?? []
      return name.slice(1, -1).replaceAll(/\\(.)/g, '$1')
    })
    expect(names.sort()).toEqual([...hardNames].sort())
  })

  test('CSV is a square matrix whatever the names are', async () => {
    const rows = (await draw('csv', hard))
      .trimEnd()
      .split(/\r?\n/)
      .map(row =>
        [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(match => (match[1] ?? '').replaceAll('""', '"')),
      )
    expect(rows).toHaveLength(hardNames.length + 1)
    expect(new Set(rows.map(row => row.length))).toEqual(new Set([hardNames.length + 2]))
    expect(rows[0]?.slice(1, -1).sort()).toEqual([...hardNames].sort())
    expect(rows.flat().filter(cell => cell === 'true')).toHaveLength(expectedArrows.length)
  })

  test('a CSV matrix too large for anything to open is refused with the way out', async () => {
    const sketches = Object.fromEntries(Array.from({ length: 4_001 }, (_, at) => [`m${at}`, {}]))
    await expect(draw('csv', sketchGraph(sketches, []))).rejects.toThrow('A CSV matrix of 4,001 rows')
  })

  test('more than two hundred modules lose none and no arrow', async () => {
    const graph = synthesizeGraph(250)
    const pairs = new Set(graph.dependencies.map(({ from, to }) => `${from} ${to}`))
    const { names, arrows } = parseMermaid(await draw('mermaid', graph))
    expect(names).toHaveLength(254)
    expect(arrows).toHaveLength(pairs.size)
    expect(arrows.join()).not.toContain('undefined')
  })
})

describe('drawings of files', () => {
  const graph = sketchGraph(
    { users: { files: ['modules/users/index.ts', 'modules/users/constructor/a "b".ts'] } },
    [
      sketchImport('modules/users/index.ts', 'modules/users/constructor/a "b".ts'),
      sketchImport('modules/users/index.ts', 'modules/users/constructor/a "b".ts', { line: 2 }),
      sketchImport('modules/users/index.ts', 'node:fs', { external: true, definedIn: null }),
      sketchImport('modules/users/index.ts', '@shop/kit', { external: true, definedIn: null }),
      sketchImport('modules/users/index.ts', null),
      sketchImport('modules/users/index.ts', 'assets/logo.svg', { kind: 'asset' }),
    ],
  )

  test('Mermaid draws one arrow a pair, and packages, builtins, assets and what does not resolve', async () => {
    const { arrows } = parseMermaid(await draw('mermaid', graph, 'file'))
    expect(arrows.sort()).toEqual([
      'index.ts → ./missing.js',
      'index.ts → a "b".ts',
      'index.ts → kit',
      'index.ts → logo.svg',
      'index.ts → node:fs',
    ])
  })

  test.each(['dot', 'd2', 'csv'] as const)('%s is accepted by dependency-cruiser', async format => {
    expect(await draw(format, graph, 'file')).toContain('node:fs')
  })
})

describe('text of graph', () => {
  test('modules with what they use', async () => {
    expect(await draw('text')).toBe(
      [
        'billing (modules/billing, 1 file, layer domain, @shop/money)',
        '└─ users: 1 import (type only)',
        '',
        'orders (modules/orders, 2 files, layer domain)',
        '├─ billing: 1 import',
        '└─ users: 1 import',
        '',
        'users (modules/users, 1 file, layer domain)',
        '└─ orders: 1 import',
        '',
        'web (modules/web, 1 file, layer app)',
        '└─ orders: 1 import',
        '',
        '4 modules, 5 dependencies, 5 files',
        '',
      ].join('\n'),
    )
  })

  test('files with targets and lines', async () => {
    expect(await draw('text', shop, 'file')).toContain(
      'modules/orders/place-order.ts\n├─ modules/billing/index.ts (line 2)\n└─ modules/users/index.ts (line 3)\n',
    )
  })
})
