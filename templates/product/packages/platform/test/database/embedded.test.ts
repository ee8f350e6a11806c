import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPostmaster } from '../../src/database/embedded/postmaster-file.js'
import { openEmbeddedServer, stopEmbeddedServer } from '../../src/database/embedded/embedded-server.js'
import { type Database, openDatabase, silent } from '../../src/database/index.js'
import { type Child, startChild } from '../support/child-process.js'
import { migrationsFolder } from '../support/shop.js'

describe('the embedded PostgreSQL', () => {
  let folder: string
  const children: Child[] = []
  const open = () => openDatabase({ product: 'shop', server: { embedded: folder }, log: silent })
  const server = () => readPostmaster(join(folder, 'data'))
  const startProcess = async () => {
    const child = startChild('./embedded-process.ts', [folder])
    children.push(child)
    return child
  }
  const withNotes = async (database: Database) => {
    await database.migrate([
      {
        name: 'notes',
        migrations: await migrationsFolder({ '0001_notes.sql': 'create table notes (text text)' }),
      },
    ])
    return database.module<{ notes: { text: string } }>('notes')
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-'))
    await chmod(folder, 0o755)
  })
  afterEach(async () => {
    await Promise.all(children.splice(0).map(child => child.kill('SIGKILL')))
    await stopEmbeddedServer(folder)
    await rm(folder, { recursive: true, force: true })
  })

  it('keeps its data from one start to the next, and stops when its last user leaves', async () => {
    const first = await open()
    await (await withNotes(first)).db.insertInto('notes').values({ text: 'kept' }).execute()
    await first.close()
    expect(server()).toBeNull()
    const second = await open()
    const notes = await second.module<{ notes: { text: string } }>('notes')
    expect(await notes.db.selectFrom('notes').selectAll().execute()).toEqual([{ text: 'kept' }])
    await second.close()
  })

  it('is one for all processes, also when they start at the same moment, and outlives the one that started it', async () => {
    const processes = await Promise.all([1, 2, 3].map(startProcess))
    await Promise.all(processes.map(child => child.said('open')))
    const { pid } = server() ?? {}
    await processes[0]?.kill('SIGTERM')
    await processes[1]?.kill('SIGTERM')
    expect(server()?.pid).toBe(pid)
    await processes[2]?.kill('SIGTERM')
    expect(server()).toBeNull()
  })

  it('is found again after its process was killed, and starts again after it was killed itself', async () => {
    const child = await startProcess()
    await child.said('open')
    const left = server()
    await child.kill('SIGKILL')
    expect(server()?.pid).toBe(left?.pid)
    process.kill(left?.pid ?? 0, 'SIGKILL')
    const database = await open()
    await database.ping()
    expect(server()?.port).toBe(left?.port)
    await database.close()
  })

  it('starts where the number of a killed server belongs to another process now', async () => {
    await (await open()).close()
    const lock = [process.pid, join(folder, 'data'), 1_700_000_000, 1, '', '127.0.0.1', '', 'ready', ''].join(
      '\n',
    )
    await writeFile(join(folder, 'data', 'postmaster.pid'), lock)
    const database = await open()
    await database.migrate([])
    expect(server()?.pid).not.toBe(process.pid)
    await database.close()
  })

  it('may go away and come back without the product noticing more than failed queries', async () => {
    const database = await open()
    const notes = await withNotes(database)
    await stopEmbeddedServer(folder)
    await expect(notes.db.selectFrom('notes').selectAll().execute()).rejects.toThrow()
    await openEmbeddedServer({ folder })
    expect(await notes.db.selectFrom('notes').selectAll().execute()).toEqual([])
    await stopEmbeddedServer(folder)
    await database.ping()
    await database.close()
  })

  it('keeps its secret for its owner', async () => {
    await (await open()).close()
    expect((await readFile(join(folder, 'secret'), 'utf8')).length).toBeGreaterThan(40)
  })

  it.runIf(process.getuid?.() === 0)('tells root which folder keeps its server out', async () => {
    await chmod(folder, 0o700)
    await expect(open()).rejects.toMatchObject({
      code: 'embedded-unreachable-folder',
      message: expect.stringContaining(folder),
    })
  })
})
