import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts for the database with AES-256-GCM. What is sealed for one name cannot be opened for another. */
export interface Seal {
  readonly close: (name: string, content: Buffer) => Buffer
  /** Null where it was sealed with another secret or for another name, or was changed. */
  readonly open: (name: string, sealed: Buffer) => Buffer | null
}

/** The same secret makes another key for each purpose. */
export function createSeal(secret: string, purpose: string): Seal {
  if (secret.length < 32) throw new Error(`The secret for ${purpose} is too short: 32 characters at least`)
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return {
    close: (name, content) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name))
      return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()])
    },
    open: (name, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-16))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}
