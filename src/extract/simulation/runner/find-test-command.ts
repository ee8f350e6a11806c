import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { TestRequest } from '../request.js'
import { describeScript } from './read-script.js'
import { recogniseRunner } from './recognise-runner.js'
import type { RunnerName, TestCommand } from './runner.js'

/** What is read of a package.json. */
export interface PackageManifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly jest?: unknown
  readonly mocha?: unknown
}

/** The test command of the nearest package around the module that has one; null when none has. */
export function findTestCommand(root: string, moduleFolder: string, tests: TestRequest): TestCommand | null {
  const folders = foldersUpwards(moduleFolder).filter(folder =>
    existsSync(path.join(root, folder, 'package.json')),
  )
  if (tests.command !== null)
    return { runner: recogniseRunner(tests.command), text: tests.command, folder: folders[0] ?? '' }
  const found = folders.map(folder => commandOf(root, folder, tests.script)).filter(each => each !== null)
  return found.find(({ runner }) => runner !== 'other') ?? found[0] ?? null
}

function foldersUpwards(folder: string): readonly string[] {
  if (folder === '' || folder === '.') return ['']
  return [folder, ...foldersUpwards(path.posix.dirname(folder))]
}

/** By the script; where that starts something that starts the tests, by what the package says otherwise. */
function commandOf(root: string, folder: string, script: string): TestCommand | null {
  const manifest = readManifest(path.join(root, folder, 'package.json'))
  const text = describeScript(manifest, script)
  const runner = recogniseRunner(text)
  if (runner !== 'other') return { runner, text, folder }
  const configured = configuredRunner(path.join(root, folder), manifest)
  if (configured !== null) return { ...configured, folder }
  return text === '' || /no test specified/.test(text) ? null : { runner, text, folder }
}

const configFiles = {
  jest: /^jest\.config\.(?:[cm]?[jt]s|json)$/,
  vitest: /^(?:vitest|vite)\.config\.[cm]?[jt]s$/,
  mocha: /^\.mocharc\.(?:[cm]?js|jsonc?|ya?ml)$/,
} as const

const plainCommands = { jest: 'jest', vitest: 'vitest run', mocha: 'mocha' } as const

function configuredRunner(folder: string, manifest: PackageManifest): Omit<TestCommand, 'folder'> | null {
  const installed = { ...manifest.dependencies, ...manifest.devDependencies }
  const names: readonly (keyof typeof plainCommands)[] = ['jest', 'vitest', 'mocha']
  const has = (name: keyof typeof plainCommands) =>
    name in installed || (name !== 'vitest' && manifest[name] !== undefined)
  const found = names.find(name => has(name) && isConfigured(folder, name, manifest)) ?? names.find(has)
  return found === undefined ? null : { runner: found satisfies RunnerName, text: plainCommands[found] }
}

function isConfigured(folder: string, name: keyof typeof plainCommands, manifest: PackageManifest): boolean {
  if (name !== 'vitest' && manifest[name] !== undefined) return true
  return readdir(folder).some(file => configFiles[name].test(file))
}

function readdir(folder: string): readonly string[] {
  const candidates = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json', 'jsonc', 'yml', 'yaml']
  return ['jest.config', 'vitest.config', 'vite.config', '.mocharc']
    .flatMap(stem => candidates.map(extension => `${stem}.${extension}`))
    .filter(file => existsSync(path.join(folder, file)))
}

function readManifest(file: string): PackageManifest {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageManifest
  } catch {
    return {}
  }
}
