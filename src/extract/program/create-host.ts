import { ts } from 'ts-morph'
import type { Graph } from '../../graph/index.js'
import { createResolver } from './create-resolver.js'
import { languageFolder, readLanguageFiles } from './language-files.js'
import { chooseStandIns } from './stand-ins.js'

/** Reads from disk, follows imports where our graph says, and shares the declarations of the language. */
export function createHost(graph: Graph, options: ts.CompilerOptions): ts.CompilerHost {
  const language = readLanguageFiles(options.lib ?? [])
  const standIns = chooseStandIns(graph)
  const disk = ts.createCompilerHost(options, true)
  const host: ts.CompilerHost = {
    ...disk,
    // A file is a module when it imports or exports, whatever its package says.
    getSourceFile: file => language.get(file) ?? parse(file, standIns.get(file) ?? disk.readFile(file)),
    fileExists: file => language.has(file) || standIns.has(file) || disk.fileExists(file),
    getDefaultLibLocation: () => languageFolder,
    getDefaultLibFileName: () => `${languageFolder}/lib.d.ts`,
    resolveModuleNameLiterals: (specifiers, file) => resolve(specifiers, file),
  }
  const resolve = createResolver({ graph, standIns, host, options })
  return host
}

function parse(file: string, text: string | undefined): ts.SourceFile | undefined {
  return text === undefined ? undefined : ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
}
