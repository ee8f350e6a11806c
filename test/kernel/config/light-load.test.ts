import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryProject } from '../../support/temporary-project.js'

/** Packages that a process of its own has loaded after it loaded the config of the root. */
function packagesLoadedFor(root: string): string[] {
  const url = (file: string) => JSON.stringify(pathToFileURL(path.resolve(file)).href)
  const script = `
    import { createRequire } from 'node:module'
    const { cache } = createRequire(${url('package.json')})
    const before = new Set(Object.keys(cache))
    const { loadConfig } = await import(${url('src/kernel/config/load-config.ts')})
    await loadConfig({ root: ${JSON.stringify(root)}, file: null, ruleOptions: {} })
    const added = Object.keys(cache).filter(file => !before.has(file)).map(file => file.replaceAll('\\\\', '/'))
    console.log(JSON.stringify([...new Set(added.map(file => file.match(/node_modules\\/([^/]+)/)?.[1] ?? file))]))`
  const loader = pathToFileURL(path.resolve('node_modules/tsx/dist/loader.mjs')).href
  const args = ['--import', loader, '--input-type=module', '-e', script]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return JSON.parse(stdout || JSON.stringify(stderr)) as string[]
}

describe('loading a config', () => {
  it('in JSON needs a JSON parser and globs, nothing else', () => {
    const root = temporaryProject({ 'banyan.config.json': '{ "include": ["src/**"] }' })
    expect(packagesLoadedFor(root).sort()).toEqual(['jsonc-parser', 'picomatch'])
  })

  it('as code also needs a compiler', () => {
    const root = temporaryProject({ 'banyan.config.ts': 'export default {}' })
    expect(packagesLoadedFor(root)).toContain('jiti')
  })
})
