import { Project, ts } from 'ts-morph'

export type LanguageFiles = ReadonlyMap<string, ts.SourceFile>

/** The folder in which ts-morph pretends to have them. */
export const languageFolder = '/node_modules/typescript/lib'

const known = new Map<string, LanguageFiles>()

/**
 * Declarations of the language by path. They are parsed and bound once for all programs of a process: most of the time
 * that a small program takes.
 */
export function readLanguageFiles(lib: readonly string[]): LanguageFiles {
  const key = lib.join()
  const found = known.get(key) ?? parse([...lib])
  known.set(key, found)
  return found
}

function parse(lib: string[]): LanguageFiles {
  const compilerOptions = { lib, types: [], target: ts.ScriptTarget.ESNext }
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions })
  // Without any file the compiler reads no declarations.
  project.createSourceFile('/empty.ts', '')
  const files = project.getProgram().compilerObject.getSourceFiles()
  return new Map(
    files
      .filter(({ fileName }) => fileName.startsWith(languageFolder))
      .map(source => [source.fileName, source]),
  )
}
