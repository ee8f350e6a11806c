import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { productFolder } from '../../../kernel/product-folder.js'
import { packageName } from '../instrument/insertion.js'
import { type Settings, settingsName } from '../runtime/settings.js'

/** Folders of ours that run in the tests' processes; source, made into CommonJS where it is put. */
const parts = ['contract/wire', 'simulation/runtime']

/** Puts the runtime into the copy as a package that all runners take for one of others; returns its folder. */
export function installRuntime(copy: string): string {
  const folder = path.join(copy, 'node_modules', packageName)
  for (const part of parts)
    translateFolder(path.join(productFolder, 'src/extract', part), path.join(folder, part))
  const main = 'simulation/runtime/index.js'
  write(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: packageName, version: '0.0.0', main, types: 'index.d.ts' }),
  )
  write(path.join(folder, 'index.d.ts'), types)
  return folder
}

/** Tells the processes of the next run what to do. */
export function writeSettings(folder: string, settings: Settings): void {
  write(path.join(folder, 'simulation/runtime', settingsName), JSON.stringify(settings))
}

const types = `export declare function wrap<T>(value: T, operation: string): T
export declare function members<T>(target: T, operations: { [name: string]: string }): T
export declare function enter(operation: string, callee: unknown, args: unknown): { value: any } | null
`

function translateFolder(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (!name.endsWith('.ts')) continue
    const { outputText } = ts.transpileModule(readFileSync(path.join(from, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    })
    write(path.join(to, `${name.slice(0, -'.ts'.length)}.js`), outputText)
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
