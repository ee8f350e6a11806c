import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileStore } from '../../src/state/file-store.js'
import { encodeState } from '../../src/state/state-format.js'
import { exampleState } from './example-state.js'

const saveForever = fileURLToPath(new URL('save-forever.ts', import.meta.url))
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strangler-state-'))
  await chmod(folder, 0o777)
  file = join(folder, 'state.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('what is saved is loaded, by another process too', async () => {
  expect(await createFileStore(file).load()).toBeNull()
  expect(await createFileStore(file).save(exampleState(1), 0)).toBe(true)
  expect(await createFileStore(file).load()).toEqual(exampleState(1))
  expect(await readdir(folder)).toEqual(['state.json'])
})

test('a folder that is not there yet is made', async () => {
  const store = createFileStore(join(folder, 'a', 'b', 'state.json'))
  expect(await store.save(exampleState(1), 0)).toBe(true)
})

test('a state based on an older one than the stored one is refused', async () => {
  const [one, two] = [createFileStore(file), createFileStore(file)]
  await one.save(exampleState(1), 0)
  expect(await two.save(exampleState(1, 5), 0)).toBe(false)
  expect(await two.save(exampleState(2, 5), 1)).toBe(true)
  expect(await one.save(exampleState(2), 1)).toBe(false)
})

test.each([
  ['empty', '', 'unreadable'],
  ['cut short', encodeState(exampleState(1)).slice(0, 100), 'unreadable'],
  ['without a version', '{"state":{}}', 'unreadable'],
  ['with a share that is none', encodeState(exampleState(1, 1, 900)), 'unreadable'],
  ['of a newer version', '{"version":2,"state":{"everything":"else"}}', 'newer'],
])('a file %s is refused and left as it is', async (_name, text, code) => {
  await writeFile(file, text)
  const store = createFileStore(file)
  await expect(store.load()).rejects.toMatchObject({
    name: 'StateError',
    code,
    message: expect.stringContaining(file),
  })
  await expect(store.save(exampleState(2), 1)).rejects.toMatchObject({ code })
  expect(await readFile(file, 'utf8')).toBe(text)
})

test('whenever the process is killed, there is a whole state, and none older than was confirmed', async () => {
  let known = 0
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, ['--import', 'tsx', saveForever, file, '1500'])
    const exit = once(child, 'exit')
    let confirmed = 0
    child.stdout.on('data', chunk => {
      confirmed = Number(String(chunk).trim().split('\n').at(-1))
    })
    await Promise.race([once(child.stdout, 'data'), exit])
    await new Promise(resolve => setTimeout(resolve, round * 7))
    child.kill('SIGKILL')
    await exit
    const state = await createFileStore(file).load()
    expect(Object.keys(state?.routes ?? {})).toHaveLength(1500)
    expect(state?.revision).toBeGreaterThanOrEqual(confirmed)
    expect(state?.revision).toBeGreaterThan(known)
    known = state?.revision ?? 0
  }
}, 60_000)

test('what a killed process left behind is removed later', async () => {
  await createFileStore(file).save(exampleState(1), 0)
  const [left, fresh] = [`${file}.left.tmp`, `${file}.fresh.tmp`]
  await writeFile(left, 'half')
  await writeFile(fresh, 'being written')
  await utimes(left, new Date(0), new Date(0))
  await createFileStore(file).save(exampleState(2), 1)
  expect(await readdir(folder)).toEqual(['state.json', 'state.json.fresh.tmp'])
})

// A limit on a file's size ends a write half way, as a full disk does.
test.skipIf(process.platform === 'win32')('a disk that is full keeps the old state and says so', async () => {
  await createFileStore(file).save(exampleState(1), 0)
  const before = await readFile(file, 'utf8')
  const command = `ulimit -f 20; exec "${process.execPath}" --import tsx "${saveForever}" "${file}" 1500`
  const child = spawn('sh', ['-c', command], { env: { ...process.env, TSX_DISABLE_CACHE: '1' } })
  const [output] = await once(child.stdout, 'data')
  await once(child, 'exit')
  expect(String(output)).toMatch(/^failed: unreachable state file .* cannot be written: EFBIG/)
  expect(await readFile(file, 'utf8')).toBe(before)
  expect(await readdir(folder)).toEqual(['state.json'])
})

test.skipIf(process.platform === 'win32')(
  'a folder that must not be written keeps the old state and says so',
  async () => {
    const store = createFileStore(file)
    await store.save(exampleState(1), 0)
    await chmod(file, 0o644)
    await chmod(folder, 0o555)
    const failure = await withoutPrivileges(() => store.save(exampleState(2), 1).catch(error => error))
    await chmod(folder, 0o777)
    expect(failure).toMatchObject({ code: 'unreachable', message: expect.stringContaining('EACCES') })
    expect(await store.load()).toEqual(exampleState(1))
  },
)

/** Root may write everywhere; for this while it is nobody. */
async function withoutPrivileges<T>(action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action()
  process.seteuid?.(65534)
  try {
    return await action()
  } finally {
    process.seteuid?.(0)
  }
}

test('another process that replaces the file is noticed, the own changes are not', async () => {
  const [one, two] = [createFileStore(file), createFileStore(file)]
  await one.save(exampleState(1), 0)
  let noticed = 0
  const end = one.watch(() => noticed++)
  await new Promise(resolve => setTimeout(resolve, 100))
  await one.save(exampleState(2), 1)
  await new Promise(resolve => setTimeout(resolve, 1200))
  expect(noticed).toBe(0)
  await two.save(exampleState(3), 2)
  await expect.poll(() => noticed, { timeout: 3000 }).toBe(1)
  end()
})
