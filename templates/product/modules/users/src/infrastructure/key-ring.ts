import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import type { ModuleDatabase } from '@shop/platform/database'
import { type Kysely, type Selectable, sql } from 'kysely'
import { chooseSigningKey, planKeys, type ScheduledKey } from '../domain/key-schedule.js'
import type { Audit } from './audit-log.js'
import type { Seal } from './seal.js'
import type { UsersTables } from './tables.js'

export interface SigningKey extends ScheduledKey {
  readonly publicKey: Record<string, string>
  readonly privateKey: KeyObject
}

export interface KeyRing {
  /** All that are published; the first one is made when there is none. */
  readonly read: () => Promise<readonly SigningKey[]>
  readonly choose: () => Promise<SigningKey>
  /** Makes the next key and removes dead ones, where it is time. */
  readonly rotate: () => Promise<void>
}

export const algorithm = 'ES256'

/** Milliseconds that a replica may not know of a key: far less than keys are announced before they sign. */
const maxAge = 60_000

interface KeyRingParts {
  readonly database: ModuleDatabase<UsersTables>
  readonly seal: Seal
  readonly audit: Audit
  readonly now: () => Date
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { database, seal, now } = parts
  let known: { readonly keys: readonly SigningKey[]; readonly at: number } | null = null
  const load = async () => {
    const rows = await database.db.selectFrom('signing_keys').selectAll().orderBy('signs_from').execute()
    return rows.map(row => openKey(row, seal))
  }
  const rotate = async () => {
    await database.transaction(tx => applyPlan(tx, parts))
    known = null
  }
  const read = async () => {
    if (known !== null && Math.abs(now().getTime() - known.at) < maxAge) return known.keys
    let keys = await load()
    if (chooseSigningKey(keys, now()) === null) {
      await rotate()
      keys = await load()
    }
    known = { keys, at: now().getTime() }
    return keys
  }
  const choose = async () => {
    const key = chooseSigningKey(await read(), now())
    if (key === null) throw new Error('There is no key to sign with')
    return key
  }
  return { read, choose, rotate }
}

async function applyPlan(tx: Kysely<UsersTables>, { seal, audit, now }: KeyRingParts): Promise<void> {
  // Of several replicas that start together one makes the key; the others find it.
  await sql`lock table signing_keys in share row exclusive mode`.execute(tx)
  const rows = await tx.selectFrom('signing_keys').select(['id', 'signs_from as signsFrom']).execute()
  const { create, remove } = planKeys(rows, now())
  if (create !== null) {
    const id = randomUUID()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: id, alg: algorithm, use: 'sig' }
    const sealed = seal.close(id, privateKey.export({ format: 'der', type: 'pkcs8' }))
    const row = { id, public_key: JSON.stringify(jwk), sealed_private_key: sealed, signs_from: create }
    await tx.insertInto('signing_keys').values(row).execute()
    await audit(tx, { action: 'signing-key-created', subject: id })
  }
  for (const id of remove) {
    await tx.deleteFrom('signing_keys').where('id', '=', id).execute()
    await audit(tx, { action: 'signing-key-removed', subject: id })
  }
}

function openKey(row: Selectable<UsersTables['signing_keys']>, seal: Seal): SigningKey {
  const der = seal.open(row.id, row.sealed_private_key)
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return { id: row.id, signsFrom: row.signs_from, publicKey: row.public_key, privateKey }
}
