import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isPinned } from '../proxy/processes.js'

export interface Place {
  readonly url: string
  /** Stops the server. */
  readonly stop: () => Promise<void>
}

/** In the product's folder. Stops the server once nobody holds its input any more, whatever became of whoever did. */
const script = `
import { openEmbeddedServer } from './packages/platform/src/database/embedded/embedded-server.ts'

const { url, release } = await openEmbeddedServer({ folder: '.data/bench', durable: false })
process.stdout.write(url + '\\n')
process.stdin.resume().once('end', () => void release())
`

/** The embedded PostgreSQL of a product. It waits for no disk: what is measured is the work of processors. */
export async function startDatabase(root: string): Promise<Place> {
  writeFileSync(join(root, 'bench-database.ts'), script)
  const command = [process.execPath, '--import', 'tsx', 'bench-database.ts']
  const [program = '', ...args] = [...(isPinned ? ['taskset', '-c', '0'] : []), ...command]
  const child = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      url,
      stop: () => {
        child.stdin.end()
        return ended
      },
    }
  }
  throw new Error('The database does not start.')
}
