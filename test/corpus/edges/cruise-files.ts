import { text } from 'node:stream/consumers'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import type { CruiseRequest, CruisedFile } from './cruise-group.js'

const extensions = [
  ...['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.d.mts', '.d.cts'],
  ...['.js', '.jsx', '.mjs', '.cjs', '.json', '.vue'],
]

/** A process of its own: dependency-cruiser keeps its resolver between runs and works in the current folder. */
const { files, compilerConfig, doNotFollow } = JSON.parse(await text(process.stdin)) as CruiseRequest
const { output } = await cruise(
  [...files],
  {
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
    moduleSystems: ['es6', 'cjs', 'amd', 'tsd'],
    skipAnalysisNotInRules: true,
    doNotFollow: { path: doNotFollow },
    tsConfig: { fileName: compilerConfig },
  },
  {
    extensions,
    conditionNames: ['source', 'types', 'import', 'require', 'node', 'browser', 'development', 'default'],
    exportsFields: ['exports'],
    mainFields: ['source', 'module', 'main', 'types', 'typings'],
    tsConfig: compilerConfig,
  } as Parameters<typeof cruise>[2],
  { tsConfig: extractTsConfig(compilerConfig) },
)
const wanted = new Set(files)
const cruised: CruisedFile[] = (output as ICruiseResult).modules
  .filter(({ source }) => wanted.has(source))
  .map(({ source, dependencies }) => ({
    file: source,
    imports: dependencies.map(({ module, resolved, couldNotResolve, coreModule, dependencyTypes }) => ({
      specifier: module,
      to: couldNotResolve || coreModule ? null : resolved,
      types: dependencyTypes,
    })),
  }))
process.stdout.write(JSON.stringify(cruised))
