import type { OpenProduct } from './open-product.js'

export interface User {
  readonly id: string
  readonly token: string
}

/** So many that rates and tokens are of several; each costs a good part of a second. */
const count = 20

/** Users that have signed up and in. */
export async function signInUsers({ port }: OpenProduct): Promise<readonly User[]> {
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (answer.status !== 201) throw new Error(`${path} was answered with ${answer.status}: ${text}`)
    return JSON.parse(text) as { readonly id: string; readonly accessToken: string }
  }
  const users: User[] = []
  for (let number = 0; number < count; number++) {
    const account = { email: `user${number}@example.org`, password: 'correct horse battery staple' }
    const { id } = await ask('/users', { ...account, name: `User ${number}` })
    const { accessToken } = await ask('/sessions', account)
    users.push({ id, token: accessToken })
  }
  return users
}

/** The id of an order for everybody to read. */
export async function createOrder({ port }: OpenProduct, { token }: User): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ name: 'Figs', notes: 'Two dozen' }),
  })
  return ((await answer.json()) as { readonly id: string }).id
}
