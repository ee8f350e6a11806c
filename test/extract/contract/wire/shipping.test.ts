import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ts } from 'ts-morph'
import { expect, test } from 'vitest'
import { temporaryProject } from '../../../support/temporary-project.js'

const folder = fileURLToPath(new URL('../../../../src/extract/contract/wire', import.meta.url))
const files = readdirSync(folder)

test('the wire form imports nothing but itself', () => {
  for (const file of files) {
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(folder, file), 'utf8'))
    for (const { fileName } of importedFiles) expect(fileName).toMatch(/^\.\/[\w-]+\.js$/)
  }
})

test.each([
  ['commonjs', ts.ModuleKind.CommonJS, 'run.cjs', "const { encode, decode } = require('./index.js')"],
  ['module', ts.ModuleKind.ESNext, 'run.mjs', "import { encode, decode } from './index.js'"],
])('it runs anywhere once it is written as %s', (type, module, name, load) => {
  const written = files.map(file => {
    const { outputText } = ts.transpileModule(readFileSync(path.join(folder, file), 'utf8'), {
      compilerOptions: { module, target: ts.ScriptTarget.ES2022 },
    })
    return [file.replace('.ts', '.js'), outputText] as const
  })
  const root = temporaryProject({
    ...Object.fromEntries(written),
    'package.json': JSON.stringify({ type }),
    [name]: `${load}\nconsole.log(decode(encode(new Map([[1, 2n]])).json).get(1) === 2n)\n`,
  })
  const { stdout, stderr } = spawnSync(process.execPath, [name], { cwd: root, encoding: 'utf8' })
  expect(stdout + stderr).toBe('true\n')
})
