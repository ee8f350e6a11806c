import { describe, expect, it } from 'vitest'
import { createPasswordHasher, standardCost } from '../../src/credentials/password-hasher.js'

const cheap = { ln: 10, r: 8, p: 1 }

describe('passwords', () => {
  it('cost what OWASP asks for unless told otherwise', async () => {
    expect(standardCost).toEqual({ ln: 17, r: 8, p: 1 })
    const hasher = createPasswordHasher()
    const hash = await hasher.hash('one of many')
    expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/)
    expect(await hasher.verify('one of many', hash)).toBe(true)
  })

  it('match however their characters are composed, and nothing else does', async () => {
    const hasher = createPasswordHasher({ cost: cheap })
    const hash = await hasher.hash('caf\u00e9 au lait')
    expect(await hasher.verify('cafe\u0301 au lait', hash)).toBe(true)
    expect(await hasher.verify('cafe au lait', hash)).toBe(false)
    expect(await hasher.hash('caf\u00e9 au lait')).not.toBe(hash)
  })

  it('cost the same work when there is no account', async () => {
    const hasher = createPasswordHasher({ cost: cheap, concurrency: 1, queue: 0 })
    const verified = hasher.verify('one of many', null)
    await expect(hasher.hash('one of many')).rejects.toMatchObject({ code: 'unavailable' })
    expect(await verified).toBe(false)
  })

  it('are outdated once more is asked', async () => {
    const hash = await createPasswordHasher({ cost: cheap }).hash('one of many')
    const outdated = [cheap, { ...cheap, ln: 11 }, { ...cheap, p: 2 }, { ...cheap, ln: 9 }].map(cost =>
      createPasswordHasher({ cost }).isOutdated(hash),
    )
    expect(outdated).toEqual([false, true, true, false])
  })

  it('wait for one another, and are refused when too many wait', async () => {
    const hasher = createPasswordHasher({ cost: cheap, concurrency: 1, queue: 2 })
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.hash('one of many')))
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    expect(ends[4]).toMatchObject({ reason: { code: 'unavailable' } })
    await expect(hasher.hash('one of many')).resolves.toContain('$scrypt$')
  })
})
