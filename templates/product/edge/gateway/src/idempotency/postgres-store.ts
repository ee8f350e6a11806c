import { z } from 'zod'
import type { Claimed, KeyStore } from './key-store.js'

/** As of a pool of `pg`. */
export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>

const claim = `
insert into gateway.idempotency_keys as known (scope, key, fingerprint, owner, leased_until, expires_at)
values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond', now() + $6 * interval '1 millisecond')
on conflict (scope, key) do update set
  fingerprint = excluded.fingerprint, owner = excluded.owner, leased_until = excluded.leased_until,
  expires_at = excluded.expires_at, status = null, headers = null, body = null
where known.expires_at <= now() or (known.status is null and known.leased_until <= now())
returning owner`

const look = `
select fingerprint, status, headers, body from gateway.idempotency_keys where scope = $1 and key = $2`

const own = 'scope = $1 and key = $2 and owner = $3 and status is null'

const renew = `
update gateway.idempotency_keys set leased_until = now() + $4 * interval '1 millisecond' where ${own}`

const finish = `
update gateway.idempotency_keys set status = $4, headers = $5::jsonb, body = $6 where ${own}`

const release = `delete from gateway.idempotency_keys where ${own}`

const sweep = `
delete from gateway.idempotency_keys where (scope, key) in
  (select scope, key from gateway.idempotency_keys where expires_at <= now() limit 1000)`

const row = z.object({
  fingerprint: z.string(),
  status: z.number().nullable(),
  headers: z.array(z.string()).nullable(),
  body: z.instanceof(Buffer).nullable(),
})

/** Attempts to claim a key that is freed each time just before it is looked at. */
const mostAttempts = 3

/** Keys in the table of `migrations`, which all gateways share. */
export function createPostgresStore(query: Query): KeyStore {
  const claimOrLook = async (
    ids: readonly [string, string],
    values: readonly unknown[],
  ): Promise<z.infer<typeof row> | 'first' | 'gone'> => {
    if ((await query(claim, values)).rows.length > 0) return 'first'
    const [found] = (await query(look, ids)).rows
    return found === undefined ? 'gone' : row.parse(found)
  }
  return {
    claim: async ({ scope, key, fingerprint, owner }, { lease, keep }): Promise<Claimed> => {
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        const found = await claimOrLook([scope, key], [scope, key, fingerprint, owner, lease, keep])
        if (found === 'first') return { kind: 'first' }
        if (found === 'gone') continue
        if (found.fingerprint !== fingerprint) return { kind: 'other-request' }
        const { status, headers, body } = found
        if (status === null) return { kind: 'at-work' }
        return { kind: 'answered', answer: { status, headers: headers ?? [], body } }
      }
      return { kind: 'at-work' }
    },
    renew: async ({ scope, key, owner }, { lease }) => {
      await query(renew, [scope, key, owner, lease])
    },
    finish: async ({ scope, key, owner }, { status, headers, body }) => {
      await query(finish, [scope, key, owner, status, JSON.stringify(headers), body])
    },
    release: async ({ scope, key, owner }) => {
      await query(release, [scope, key, owner])
    },
    sweep: async () => {
      await query(sweep, [])
    },
  }
}
