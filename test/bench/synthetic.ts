import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Shapes of the synthetic project. */
type Shape = 'plain' | 'barrels' | 'tsconfigs' | 'cycle'

export interface Synthetic {
  readonly shape: Shape
  /** Each with 51 files; one file more stands outside. */
  readonly modules: number
}

/** What is measured: each shape, and the plain one in two sizes that are ten times apart. */
export const synthetics: readonly Synthetic[] = [
  { shape: 'plain', modules: 100 },
  { shape: 'barrels', modules: 100 },
  { shape: 'tsconfigs', modules: 100 },
  { shape: 'cycle', modules: 100 },
  { shape: 'plain', modules: 62 },
  { shape: 'plain', modules: 620 },
]

const filesPerModule = 50
/** Imports of each file: four inside its module, two of others. */
const innerImports = 4
const outerImports = 2

/**
 * Writes a project, the same for every run: with 100 modules 5,101 TypeScript files with about 31,000 imports.
 * - `barrels`: modules are reached through indexes that `export *` each of their files
 * - `tsconfigs`: 400 tsconfigs, each with aliases
 * - `cycle`: the files of all modules form one big cycle
 */
export function writeSynthetic(root: string, { shape, modules }: Synthetic): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', '{ "name": "synthetic", "private": true }\n')
  write(
    'tsconfig.json',
    `${JSON.stringify({ compilerOptions: { strict: true, baseUrl: '.', paths: { '@/*': ['src/*'] } } })}\n`,
  )
  write(
    'src/main.ts',
    Array.from({ length: modules }, (_, index) => `import '@/modules/m${index}'`).join('\n'),
  )
  for (let module = 0; module < modules; module++) {
    write(`src/modules/m${module}/index.ts`, indexOf(shape))
    for (let file = 0; file < filesPerModule; file++)
      write(pathOf(module, file), fileOf({ module, file }, { shape, modules }))
    if (shape === 'tsconfigs') writeConfigs(module, write)
  }
}

function pathOf(module: number, file: number): string {
  return `src/modules/m${module}/part${file % 4}/f${file}.ts`
}

function indexOf(shape: Shape): string {
  const every = Array.from({ length: filesPerModule }, (_, file) => `./part${file % 4}/f${file}`)
  if (shape === 'barrels') return every.map(path => `export * from '${path}'`).join('\n')
  return every
    .slice(0, 5)
    .map((path, file) => `export { value${file} } from '${path}'`)
    .join('\n')
}

interface Place {
  readonly module: number
  readonly file: number
}

function fileOf({ module, file }: Place, { shape, modules }: Synthetic): string {
  const lines: string[] = []
  for (let step = 1; step <= innerImports; step++) {
    const target = file + step * 3
    if (target < filesPerModule)
      lines.push(`import { value${target} } from '../part${target % 4}/f${target}'`)
  }
  for (let step = 1; step <= outerImports; step++) {
    const target = module + step * 7 + (file % 3)
    if (target < modules)
      lines.push(`import { value${file % 5} as outer${step} } from '@/modules/m${target}'`)
  }
  if (shape === 'cycle') lines.push(nextInCycle({ module, file }, modules))
  const body = Array.from({ length: 12 }, (_, index) => `  total += ${index} * seed // step ${index}`)
  lines.push(
    `export const value${file} = ${file}`,
    `export function compute${file}(seed: number): number {`,
    '  let total = 0',
    ...body,
    '  return total',
    '}',
    '',
  )
  return lines.join('\n')
}

function nextInCycle({ module, file }: Place, modules: number): string {
  if (file + 1 < filesPerModule)
    return `import { value${file + 1} as next } from '../part${(file + 1) % 4}/f${file + 1}'`
  return `import { value0 as next } from '@/modules/m${(module + 1) % modules}/part0/f0'`
}

function writeConfigs(module: number, write: (path: string, text: string) => void): void {
  for (let part = 0; part < 4; part++) {
    const config = {
      extends: '../../../../tsconfig.json',
      compilerOptions: { paths: { '@/*': ['../../../*'], [`#m${module}/*`]: ['../*'] } },
    }
    write(`src/modules/m${module}/part${part}/tsconfig.json`, `${JSON.stringify(config)}\n`)
  }
}
