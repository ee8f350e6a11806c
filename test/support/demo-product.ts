// Shows what `banyan new` makes, as a newcomer would use it: `npm run demo` after the part about checks. Every step knows how it
// has to end; each tells how long it took.
import { randomUUID } from 'node:crypto'
import { type Answer, type RunningShop, scaffoldProduct } from './scaffolded-product.js'

const began = performance.now()
let last = began

function tell(what: string, shown = ''): void {
  const now = performance.now()
  console.log(
    `${((now - last) / 1000).toFixed(1).padStart(6)} s  ${what}${shown === '' ? '' : `\n          ${shown}`}`,
  )
  last = now
}

function expectStatus({ status, body }: Answer, wanted: number): void {
  if (status === wanted) return
  console.error(`The demo failed: ${status} in place of ${wanted}: ${JSON.stringify(body)}`)
  process.exit(1)
}

console.log('\nA product of its own: $ banyan new shop --example commerce\n')
const product = await scaffoldProduct('--example', 'commerce')
process.once('exit', product.remove)
tell('scaffolded, installed and committed', product.root)
const shop = await product.start()
process.once('exit', () => void shop.process.stop('SIGKILL'))
tell(`it answers on ${shop.origin}, with a PostgreSQL of its own`)
await useShop(shop)
await shop.process.stop()
tell('stopped, with everything that was under way done')
const check = await product.run('npx', 'banyan', 'check')
if (check.code !== 0) {
  console.error(check.output)
  process.exit(1)
}
tell('its boundaries hold: $ npx banyan check', check.output.trim().split('\n').at(-1))
console.log(`\nAll of it in ${((performance.now() - began) / 1000).toFixed(0)} s. The product is gone again; make your own:
  node bin/run.js new shop --modules orders,billing`)
process.exit(0)

async function useShop({ ask }: RunningShop): Promise<void> {
  const account = { email: 'wren@example.org', password: 'correct horse battery' }
  expectStatus(await ask('POST /users', { body: { ...account, name: 'Wren' } }), 201)
  tell('POST /users: Wren signs up')
  const session = await ask('POST /sessions', { body: account })
  expectStatus(session, 201)
  const token: string = session.body.accessToken
  tell('POST /sessions: and signs in', `${token.slice(0, 40)}…`)

  const id = randomUUID()
  const headers = { 'idempotency-key': id }
  const payment = { id, amount: 1200, currency: 'EUR', reference: 'seeds of rowan', method: 'card' }
  expectStatus(await ask('POST /payments', { token, headers, body: payment }), 202)
  const again = await ask('POST /payments', { token, headers, body: payment })
  expectStatus(again, 202)
  tell(
    'POST /payments: pays, twice with one key: the second is a replay',
    `Idempotency-Replayed: ${again.headers.get('idempotency-replayed')}`,
  )
  const paid = await until(
    () => ask(`GET /payments/${id}`, { token }),
    ({ body }) => body.status === 'captured',
  )
  tell('the saga has reserved, authorised and captured', JSON.stringify(paid.body))

  const draft = await ask('POST /articles', {
    token,
    body: { title: 'Rowan from seed', text: 'Sow in autumn; frost wakes it.' },
  })
  expectStatus(draft, 201)
  expectStatus(
    await ask(`POST /articles/${draft.body.id}/publication`, {
      token,
      body: { version: draft.body.version },
    }),
    200,
  )
  tell('POST /articles: drafts an article and publishes it')
  const home = await until(
    () => ask('GET /web/home', { token }),
    ({ body }) => body.cards.content.data?.entries.length > 0 && body.cards.payments.data?.entries.length > 0,
  )
  tell('GET /web/home: the BFF shows both', JSON.stringify(home.body.cards.content.data.entries[0]))
  expectStatus(await ask('GET /web/home'), 401)
  tell('nobody sees anything without a token', '401')
}

async function until(work: () => Promise<Answer>, isDone: (answer: Answer) => boolean): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await work()
    if (answer.status === 200 && isDone(answer)) return answer
    if (attempt === 200) {
      console.error(`The demo failed: ${JSON.stringify(answer.body)}`)
      process.exit(1)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
