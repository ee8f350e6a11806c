import { expect, test } from 'vitest'
import { compareAnswers } from '../../src/shadow/comparing/compare-answers.js'
import { deriveRedaction } from '../../src/shadow/redaction/redaction.js'
import { answer, json, plainSettings, settingsWith } from './support/answers.js'
import { seededRandom } from './support/random.js'

const marker = /\[redacted [\da-f]{8}\]/
const jwt =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'
const { text, url, headers, isSecretName, difference } = deriveRedaction(['customerNo', 'x-internal'])

function differencesOf(one: ReturnType<typeof answer>, other: typeof one, settings = plainSettings) {
  const { differences } = compareAnswers(one, other, settings, new Set())
  return differences.map(deriveRedaction(settings.redact).difference)
}

test.each([
  'password',
  'Password',
  'user_password',
  'newPassword',
  'access_token',
  'X-Api-Key',
  'apiKey',
  'client-secret',
  'Set-Cookie',
  'PHPSESSIONID',
  'customer_no',
  'CUSTOMERNO',
  'X-Internal',
  'user[customerNo]',
  'filter[password][]',
])('%s is the name of a secret', name => {
  expect(isSecretName(name)).toBe(true)
})

test.each(['pinned', 'author', 'name', 'insider', 'customer', 'authored_at', 'assignee', 'x'])(
  '%s is the name of nothing secret',
  name => {
    expect(isSecretName(name)).toBe(false)
  },
)

test('headers lose what proves who somebody is, cookies keep their names and attributes', () => {
  const redacted = headers([
    'Authorization',
    'Bearer abcdef123456',
    'Cookie',
    'theme=dark; sid=s3cr3t',
    'Set-Cookie',
    'sid=s3cr3t; Path=/; HttpOnly',
    'X-Internal',
    'ours',
    'Accept',
    '*/*',
  ])
  expect(redacted.join('\n')).not.toMatch(/abcdef|dark|s3cr3t|ours/)
  expect(redacted[5]).toMatch(/^sid=\[redacted [\da-f]{8}\]; Path=\/; HttpOnly$/)
  expect(redacted.slice(8)).toEqual(['Accept', '*/*'])
})

test('equal secrets have equal markers and different ones do not', () => {
  const [one, same, other] = ['a', 'a', 'b'].map(secret => headers(['Authorization', secret])[1])
  expect(one).toMatch(marker)
  expect(one).toBe(same)
  expect(one).not.toBe(other)
})

test.each([
  [`${jwt}`, 'eyJ'],
  [`see "${jwt}", thanks`, 'eyJ'],
  [`Authorization: Bearer abc.def-123`, 'abc.def'],
  [`authorization: basic dXNlcjpwYXNzd29yZA==`, 'dXNlcjpw'],
  ['password=hunter2&next=1', 'hunter2'],
  ['{"password": "hun\\"ter2", "a": 1}', 'ter2'],
  ["{'client_secret': 'hunter2'}", 'hunter2'],
  ['<ns:Password type="x">hunter2</ns:Password>', 'hunter2'],
  ['<customerNo>hunter2</customerNo>', 'hunter2'],
  ['customer-no: hunter2', 'hunter2'],
  ['key AKIAIOSFODNN7EXAMPLE.', 'AKIA'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----', 'MIIE'],
])('%j loses its secret', (given, secret) => {
  expect(text(given)).not.toContain(secret)
  expect(text(given)).toMatch(marker)
})

test.each(['the basic idea', 'version 1.2.3', 'www.example.org', 'authored: me', 'bearer of news'])(
  '%j is left alone as far as it names no secret',
  given => {
    expect(text(given).replace(marker, 'news')).toBe(given)
  },
)

test('redacting takes time in proportion to the text, whatever is in it', () => {
  const tricky = [
    'a-',
    'a.',
    'eyJ',
    '"\\',
    '-----BEGIN ',
    'token',
    'x_',
    'password="',
    '<token ',
    'bearer ',
    ' ',
  ]
  const started = process.cpuUsage().user
  for (const piece of tricky) text(piece.repeat(200_000 / piece.length))
  const random = seededRandom(6)
  const mixed = Array.from({ length: 50_000 }, () => tricky[Math.floor(random() * tricky.length)]).join('')
  text(mixed)
  expect(process.cpuUsage().user - started).toBeLessThan(5_000_000)
})

test('query parameters and path parts that hold secrets are redacted, the rest stays byte for byte', () => {
  expect(url('/a%2Fb//c?x=1&x=%zz&flag')).toBe('/a%2Fb//c?x=1&x=%zz&flag')
  expect(url('/login?next=%2F&Access_Token=abc&customer%4Eo=7')).toMatch(
    /^\/login\?next=%2F&Access_Token=\[redacted \w+\]&customer%4Eo=\[redacted \w+\]$/,
  )
  expect(url(`/verify/${jwt}/done?q=Bearer%20abcdef`)).not.toMatch(/eyJ|abcdef/)
  expect(url('/reset-token/xyz123')).toMatch(/^\/reset-token\/\[redacted \w+\]$/)
})

test('JSON keys are redacted at any depth, in any case, with all that is below them', () => {
  const body = (secret: string) =>
    json({ a: [{ PassWord: secret, Token: { value: secret }, CustomerNo: secret }] })
  const shown = differencesOf(body('hunter2'), body('hunter3'), settingsWith({ redact: ['customerNo'] }))
  expect(shown.map(({ path }) => path)).toEqual(['/a/0/PassWord', '/a/0/Token/value', '/a/0/CustomerNo'])
  expect(JSON.stringify(shown)).not.toContain('hunter')
  const added = differencesOf(json({}), json({ x: { y: [{ password: 'hunter2', z: jwt, n: 1 }] } }))
  expect(added[0]?.candidate).toMatch(
    /^\{"y":\[\{"password":"\[redacted \w+\]","z":"\[redacted \w+\]","n":1\}\]\}$/,
  )
})

test('keys that are data are not kept in paths', () => {
  const shown = differencesOf(
    json({ 'ann@example.org': 1, [jwt]: 1 }),
    json({ 'ann@example.org': 2, [jwt]: 2 }),
  )
  expect(JSON.stringify(shown)).not.toMatch(/ann|eyJ/)
  expect(shown).toHaveLength(2)
})

test('below a path that was cut nothing is shown, as nobody knows what it was called', () => {
  const nested = (leaf: string): unknown => {
    let value: unknown = leaf
    for (let level = 0; level < 100; level += 1) value = { [level === 20 ? 'password' : 'a']: value }
    return value
  }
  expect(JSON.stringify(differencesOf(json(nested('hunter2')), json(nested('hunter3'))))).not.toContain(
    'hunter',
  )
})

test('header and text differences are redacted and cut', () => {
  const settings = settingsWith({ headers: ['x-auth-token', 'location', 'set-cookie'] })
  const respond = (secret: string) =>
    answer(`<token>${secret}</token>`, {
      type: 'text/xml',
      headers: ['X-Auth-Token', secret, 'Location', `/?token=${secret}`, 'Set-Cookie', `a=${secret}; Path=/`],
    })
  const shown = differencesOf(respond('hunter2'), respond('hunter3'), settings)
  expect(shown).toHaveLength(4)
  expect(JSON.stringify(shown)).not.toContain('hunter')
  const [long] = differencesOf(json({ a: 'x'.repeat(5000) }), json({ a: ['y'.repeat(5000)] }))
  expect(long?.primary?.length).toBeLessThan(210)
  expect(long?.candidate?.length).toBeLessThan(210)
})

test('a difference of a scalar is shown as JSON text', () => {
  const shown = difference({
    path: '/a',
    pattern: '/a',
    kind: 'value',
    primary: 'x',
    candidate: undefined,
    noise: false,
  })
  expect(shown).toMatchObject({ primary: '"x"', candidate: null })
})

test('patterns, which are kept for long, hold no keys that are data', () => {
  const keys = [
    'ann@example.org',
    jwt.slice(0, 60),
    'ghp_abcdefghijklmnopqrstuv',
    '12345',
    `x${'y'.repeat(70)}`,
  ]
  const one = Object.fromEntries(keys.map(key => [key, 1]))
  const { differences } = compareAnswers(json(one), json({}), plainSettings, new Set())
  expect(new Set(differences.map(({ pattern }) => pattern))).toEqual(new Set(['/* (missing)']))
})
