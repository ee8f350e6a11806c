import type { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { nextMessage, scratch, startProcess } from './processes.js'
import type { UpstreamTask } from './roles/upstream.js'

/** The programs in `roles/`: upstreams, clients, and the peers that are packages. Built once, so that nothing compiles beside them. */
export async function buildRoles(folder = join(import.meta.dirname, 'roles')): Promise<void> {
  await build({
    entryPoints: readdirSync(folder).map(file => join(folder, file)),
    outdir: scratch,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  })
}

type Role = 'upstream' | 'load' | 'idle-clients' | 'node-proxy' | 'bare-fastify' | 'collector'

export interface RoleRequest {
  readonly role: Role
  readonly task: object
  readonly core?: 0 | 1
}

export function startRole({ role, task, core = 0 }: RoleRequest): ChildProcess {
  const command = [process.execPath, join(scratch, `${role}.mjs`), JSON.stringify(task)] as const
  return startProcess({ name: role, command: [...command], core, isRole: true })
}

/** An upstream's process and port. */
export interface Upstream {
  readonly process: ChildProcess
  readonly port: number
}

export async function startUpstream(task: Partial<UpstreamTask> = {}): Promise<Upstream> {
  const process = startRole({ role: 'upstream', task: { kind: 'small', delay: 0, ...task } })
  return { process, port: (await nextMessage<{ readonly port: number }>(process)).port }
}
