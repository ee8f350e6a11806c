import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { AnyModuleDatabase, Log } from '../database/index.js'
import { chooseSigningKey, planKeys, type ScheduledKey } from './key-schedule.js'
import { createSeal, type Seal } from './seal.js'

export interface SigningKey extends ScheduledKey {
  readonly publicKey: Readonly<Record<string, string>>
  /** Null where our secret does not open it. */
  readonly privateKey: KeyObject | null
}

export interface KeyRing {
  /** All that are published; the first one is made when there is none. */
  readonly read: () => Promise<readonly SigningKey[]>
  readonly choose: () => Promise<{ readonly id: string; readonly privateKey: KeyObject }>
  /** Makes the next key and removes dead ones, where it is time. */
  readonly rotate: () => Promise<void>
}

export const algorithm = 'ES256'

/** Milliseconds that a replica may not know of another one's key; gateways wait as long before they ask for an unknown one. */
const maxAge = 5_000

export interface KeyRingParts {
  readonly database: AnyModuleDatabase
  /** 32 characters or more: what private keys are encrypted with. */
  readonly secret: string
  /** Writes down, in the transaction, what happened to which key. */
  readonly record: (tx: QueryExecutorProvider, entry: KeyChange) => Promise<void>
  readonly log: Log
  readonly now: () => Date
}

export interface KeyChange {
  readonly action: 'signing-key-created' | 'signing-key-removed'
  readonly subject: string
}

/**
 * Keys that another secret sealed stay published, so that tokens that they signed count, and sign nothing here: a key of our
 * own is made beside them. So the secret may be changed replica by replica, and one with a wrong secret harms nobody.
 */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { database, now } = parts
  const seal = createSeal(parts.secret, 'signing keys')
  const tell = createReport(parts.log)
  let known: { readonly keys: readonly SigningKey[]; readonly at: number } | null = null
  const rotate = async () => {
    await database.transaction(tx => applyPlan(tx, seal, parts))
    known = null
  }
  const read = async () => {
    if (known !== null && Math.abs(now().getTime() - known.at) < maxAge) return known.keys
    let keys = await readKeys(database.db, seal)
    tell(keys)
    if (chooseSigningKey(keys, now()) === null) {
      await rotate()
      keys = await readKeys(database.db, seal)
    }
    known = { keys, at: now().getTime() }
    return keys
  }
  const choose = async () => {
    const { id, privateKey } = chooseSigningKey(await read(), now()) ?? { id: '', privateKey: null }
    if (privateKey === null) throw new Error('There is no key to sign with')
    return { id, privateKey }
  }
  return { read, choose, rotate }
}

/** Once for the same keys: a start, or another key, is worth a line; a request is not. */
function createReport(log: Log): (keys: readonly SigningKey[]) => void {
  let told = ''
  return keys => {
    const foreign = keys.filter(({ isOurs }) => !isOurs).map(({ id }) => id)
    if (foreign.join() === told) return
    told = foreign.join()
    if (foreign.length > 0)
      log.warn(
        { keys: foreign },
        'KEY_SECRET does not open these signing keys: another one sealed them. They stay published, and a key of its own signs here. Put KEY_SECRET right unless it was changed on purpose.',
      )
  }
}

interface KeyRow {
  readonly id: string
  readonly public_key: Readonly<Record<string, string>>
  readonly sealed_private_key: Buffer
  readonly signs_from: Date
}

async function readKeys(db: QueryExecutorProvider, seal: Seal): Promise<readonly SigningKey[]> {
  const { rows } = await sql<KeyRow>`select * from signing_keys order by signs_from`.execute(db)
  return rows.map(({ id, public_key: publicKey, sealed_private_key: sealed, signs_from: signsFrom }) => {
    const der = seal.open(id, sealed)
    const privateKey = der === null ? null : createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    return { id, signsFrom, publicKey, privateKey, isOurs: privateKey !== null }
  })
}

async function applyPlan(
  tx: QueryExecutorProvider,
  seal: Seal,
  { record, now }: KeyRingParts,
): Promise<void> {
  // Of several replicas that start together one makes the key; the others find it.
  await sql`lock table signing_keys in share row exclusive mode`.execute(tx)
  const { create, remove } = planKeys(await readKeys(tx, seal), now())
  if (create !== null) {
    const id = randomUUID()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = JSON.stringify({
      ...publicKey.export({ format: 'jwk' }),
      kid: id,
      alg: algorithm,
      use: 'sig',
    })
    const sealed = seal.close(id, privateKey.export({ format: 'der', type: 'pkcs8' }))
    await sql`
      insert into signing_keys (id, public_key, sealed_private_key, signs_from)
      values (${id}, ${jwk}::jsonb, ${sealed}, ${create})`.execute(tx)
    await record(tx, { action: 'signing-key-created', subject: id })
  }
  for (const id of remove) {
    await sql`delete from signing_keys where id = ${id}`.execute(tx)
    await record(tx, { action: 'signing-key-removed', subject: id })
  }
}
