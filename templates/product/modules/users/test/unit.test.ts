import { describe, expect, it } from 'vitest'
import { normalizeEmail } from '../src/domain/email-address.js'

describe('an e-mail address', () => {
  it.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['ａｎｎ@ｅｘａｍｐｌｅ．com', 'ann@example.com'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['ann+shop@example.com', 'ann+shop@example.com'],
  ])('is the same however it is written: %s', (given, normal) => {
    expect(normalizeEmail(given)).toBe(normal)
  })

  it.each([
    'ann',
    '@example.com',
    'ann@',
    'ann@localhost',
    'a@b@example.com',
    'a b@example.com',
    'a\u0000@example.com',
    'ann@exa_mple.com',
    `${'a'.repeat(65)}@example.com`,
    'ann@-x.com',
    'a..b@example.com',
  ])('is none: %j', text => expect(normalizeEmail(text)).toBeNull())
})
