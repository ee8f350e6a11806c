import { createFileStore } from '../../src/state/file-store.js'
import { exampleState } from './example-state.js'

// Run as a process of its own: stores one state after another until it is killed or cannot.
const [, , file = '', routes = '2'] = process.argv
const store = createFileStore(file)
let revision = (await store.load())?.revision ?? 0
for (;;) {
  const saved = await store
    .save(exampleState(revision + 1, Number(routes), revision % 100), revision)
    .catch(error => error)
  if (saved !== true) {
    process.stdout.write(`failed: ${saved.code} ${saved.message}\n`)
    break
  }
  revision++
  process.stdout.write(`${revision}\n`)
}
