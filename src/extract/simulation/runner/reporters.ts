// Reporters of ours as text: they run inside of the user's runner, in a temporary folder.

/** Writes a line for each test, and says which one runs. In parallel mode nothing says which one runs. */
export function mochaReporter(results: string): string {
  return `'use strict'
const { appendFileSync } = require('fs')
const key = Symbol.for('banyan.test')
const tell = (test, status, error) =>
  appendFileSync(${JSON.stringify(results)}, JSON.stringify({ file: test.file || '', name: test.fullTitle(), status, message: error ? String(error.stack || error) : null }) + '\\n')
module.exports = class {
  constructor(runner) {
    runner.on('test', test => { globalThis[key] = { name: test.fullTitle(), file: test.file || null } })
    runner.on('test end', () => { delete globalThis[key] })
    runner.on('pass', test => tell(test, 'passed', null))
    runner.on('fail', (test, error) => tell(test, 'failed', error))
    runner.on('pending', test => tell(test, 'skipped', null))
  }
}
`
}

/** Says which test runs, in the process of each file. */
export const nodePreload = `import { beforeEach } from 'node:test'
const key = Symbol.for('banyan.test')
const file = process.argv[1] ?? null
beforeEach(context => { globalThis[key] = { name: (context.fullName ?? context.name).replaceAll(' > ', ' '), file } })
`

/**
 * A line for each test; names of the suites around it are those that started less deep. A file that cannot be loaded is
 * one test without a name, and why stands among what it wrote.
 */
export const nodeReporter = `import { resolve } from 'node:path'
const around = []
const wrote = new Map()
const tell = error => String(error.cause?.stack ?? error.stack ?? error)
export default async function* (source) {
  for await (const { type, data } of source) {
    if (type === 'test:stderr') wrote.set(data.file, ((wrote.get(data.file) ?? '') + data.message).slice(-4000))
    if (type === 'test:start') { around.length = data.nesting; around[data.nesting] = data.name }
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (data.details?.type === 'suite') continue
    const status = data.skip !== undefined || data.todo !== undefined ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed'
    const error = data.details?.error
    const file = data.file ?? ''
    const whole = data.nesting === 0 && file !== '' && resolve(data.name) === resolve(file)
    const name = whole ? '' : [...around.slice(0, data.nesting), data.name].join(' ')
    const message = error ? (whole && wrote.get(file)) || tell(error) : null
    yield JSON.stringify({ file, name, status, message }) + '\\n'
  }
}
`
