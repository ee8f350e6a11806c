/**
 * Parts that make any name one of a secret: `accessToken`, `X-Api-Key`, `user_password`. In the form of
 * `plainName`.
 */
const secretParts = [
  'accesskey',
  'apikey',
  'authorization',
  'cardnumber',
  'cookie',
  'credential',
  'creditcard',
  'passphrase',
  'passwd',
  'password',
  'privatekey',
  'secret',
  'session',
  'signature',
  'token',
]

/** Names of secrets that are too short to be looked for within others. */
const secretWords = ['auth', 'cvc', 'cvv', 'iban', 'jwt', 'otp', 'pin', 'pwd', 'sid', 'sig', 'ssn']

export type IsSecretName = (name: string) => boolean

const longestName = 200

/**
 * Whether a header, cookie, query parameter or JSON key of this name holds a secret. Case and separators do not
 * matter; of `user[password]` each part counts.
 */
export function deriveSecretNames(names: readonly string[]): IsSecretName {
  const words = new Set([...secretWords, ...names.map(plainName)])
  const known = new Map<string, boolean>()
  return name => {
    const before = known.get(name)
    if (before !== undefined) return before
    const secret = name.length > longestName || isSecret(name, words)
    // Bounded, as names come from outside.
    if (known.size < 2000 && name.length <= longestName) known.set(name, secret)
    return secret
  }
}

/** The parts and words, as a regular expression's alternatives, longer ones first. */
export function secretNamePattern(names: readonly string[]): string {
  const own = names.map(name =>
    name.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).filter(part => part !== ''),
  )
  const builtIn = secretParts.map(part => part.replace(/^(access|api|private|card|credit)/, '$1[_-]?'))
  const joined = own.filter(parts => parts.length > 0).map(parts => parts.join('[^\\p{L}\\p{N}]?'))
  return [...builtIn, ...joined].sort((one, other) => other.length - one.length).join('|')
}

function isSecret(name: string, words: ReadonlySet<string>): boolean {
  const plain = plainName(name)
  if (words.has(plain) || secretParts.some(part => plain.includes(part))) return true
  const parts = name.split(/[[\].]/)
  return parts.length > 1 && parts.some(part => part !== '' && words.has(plainName(part)))
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
