import type { CallOptions } from '@shop/platform/contract'

/** What signing in gives. */
export interface SessionTokens {
  readonly accessToken: string
  /** Good for one use. */
  readonly refreshToken: string
  /** Seconds for which the access token is good. */
  readonly expiresIn: number
}

interface Credentials {
  readonly email: string
  readonly password: string
}

/** What a browser's session needs of the facade of users; inputs are checked there. */
export interface WebUsers {
  readonly signUp: (input: Credentials & { readonly name: string }, options?: CallOptions) => Promise<unknown>
  readonly signIn: (input: Credentials, options?: CallOptions) => Promise<SessionTokens>
  readonly refresh: (
    input: { readonly refreshToken: string },
    options?: CallOptions,
  ) => Promise<SessionTokens>
  readonly signOut: (input: { readonly refreshToken: string }, options?: CallOptions) => Promise<unknown>
}
