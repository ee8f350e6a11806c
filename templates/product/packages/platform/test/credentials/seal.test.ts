import { describe, expect, it } from 'vitest'
import { createSeal } from '../../src/credentials/seal.js'

describe('a seal', () => {
  const seal = createSeal('x'.repeat(32), 'letters')
  const sealed = seal.close('a', Buffer.from('content'))

  it('gives back what it closed, to the same name, secret and purpose alone', () => {
    expect(seal.open('a', sealed)?.toString()).toBe('content')
    expect(sealed.includes('content')).toBe(false)
    expect(seal.open('b', sealed)).toBe(null)
    expect(createSeal('y'.repeat(32), 'letters').open('a', sealed)).toBe(null)
    expect(createSeal('x'.repeat(32), 'parcels').open('a', sealed)).toBe(null)
  })

  it('opens nothing that was changed', () => {
    const changed = Buffer.from(sealed)
    changed[14] = (changed[14] ?? 0) ^ 1
    expect(seal.open('a', changed)).toBe(null)
  })

  it('refuses a short secret', () => {
    expect(() => createSeal('short', 'letters')).toThrow('32 characters')
  })
})
