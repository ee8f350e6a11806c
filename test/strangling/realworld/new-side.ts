import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from './database.js'
import {
  anonymous,
  countArticles,
  findArticles,
  findComments,
  findProfile,
  findTags,
  findUser,
  setFavorite,
} from './queries.js'

/** Half of the RealWorld API on the database of the old application; RELEASE says which release of it this is. */
const { CHECKOUT = '', DATABASE = '', JWT_SECRET = '', RELEASE = 'good' } = process.env
const database = await openDatabase(CHECKOUT, DATABASE)

interface Answer {
  readonly status: number
  readonly body: unknown
}

interface Asked {
  /** `anonymous` for nobody. */
  readonly me: number
  readonly token: string
  /** What the pattern caught. */
  readonly name: string
  readonly query: URLSearchParams
}

const success = (body: unknown): Answer => ({ status: 200, body })
const missing: Answer = { status: 404, body: { message: 'not found' } }
const unauthorized: Answer = {
  status: 401,
  body: { statusCode: 401, error: 'Unauthorized', message: 'An error has occurred' },
}

async function list({ me, query }: Asked, feed: boolean): Promise<Answer> {
  const filter = {
    me,
    feed,
    tag: query.get('tag'),
    author: query.get('author'),
    favorited: query.get('favorited'),
    limit: Number(query.get('limit') || 20),
    offset: Number(query.get('offset') || 0),
  }
  const [articles, articlesCount] = await Promise.all([
    findArticles(database, filter),
    countArticles(database, filter),
  ])
  return success({ articles, articlesCount })
}

async function showArticle({ me, name }: Asked): Promise<Answer> {
  const [article] = await findArticles(database, { me, slug: name, limit: 1, offset: 0 })
  if (article === undefined) return missing
  // The first release writes times without milliseconds.
  const createdAt = RELEASE === 'first' ? article.createdAt.replace(/\.\d+Z$/, 'Z') : article.createdAt
  return success({ article: { ...article, createdAt } })
}

async function favorite(asked: Asked, wanted: boolean): Promise<Answer> {
  return (await setFavorite(database, { me: asked.me, slug: asked.name, wanted }))
    ? showArticle(asked)
    : missing
}

type Handler = (asked: Asked) => Promise<Answer>
interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly needsUser: boolean
  readonly handle: Handler
}

const route = (method: string, pattern: RegExp, needsUser: boolean, handle: Handler): Route => {
  return { method, pattern, needsUser, handle }
}
const articlePattern = /^\/api\/articles\/([^/]+)$/
const routes: readonly Route[] = [
  route('GET', /^\/api\/tags$/, false, async () => success({ tags: await findTags(database) })),
  route('GET', /^\/api\/articles$/, false, asked => list(asked, false)),
  route('GET', /^\/api\/articles\/feed$/, true, asked => list(asked, true)),
  route('GET', articlePattern, false, showArticle),
  route('GET', /^\/api\/articles\/([^/]+)\/comments$/, false, async ({ me, name }) =>
    success({ comments: await findComments(database, me, name) }),
  ),
  route('POST', /^\/api\/articles\/([^/]+)\/favorite$/, true, asked => favorite(asked, true)),
  route('DELETE', /^\/api\/articles\/([^/]+)\/favorite$/, true, asked => favorite(asked, false)),
  route('GET', /^\/api\/profiles\/([^/]+)$/, false, async ({ me, name }) => {
    const profile = await findProfile(database, me, name)
    return profile === null ? missing : success({ profile })
  }),
  route('GET', /^\/api\/user$/, true, async ({ me, token }) => {
    const user = await findUser(database, me)
    return user === null ? missing : success({ user: { ...user, token } })
  }),
]

/** The user's id in a token that the old side has signed; null for any other. */
function readToken(token: string): number | null {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const expected = createHmac('sha256', JWT_SECRET).update(`${head}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { id: number }).id
}

async function answer({ method, url = '', headers }: IncomingMessage): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(url, 'http://realworld')
  const found = routes.find(each => each.method === method && each.pattern.test(pathname))
  if (found === undefined) return missing
  const isFlaky = RELEASE === 'flaky' && found.pattern === articlePattern && Math.random() < 0.05
  if (RELEASE === 'down' || isFlaky) throw new Error('the database does not answer')
  const token = headers.authorization?.replace(/^Token /, '') ?? ''
  const me = readToken(token)
  if (me === null && found.needsUser) return unauthorized
  const name = decodeURIComponent(found.pattern.exec(pathname)?.[1] ?? '')
  return found.handle({ me: me ?? anonymous, token, name, query })
}

const server = createServer(async (request, response) => {
  const began = performance.now()
  request.resume()
  const { status, body } = await answer(request).catch(error => {
    console.error(String(error))
    return { status: 500, body: { message: 'broken' } }
  })
  if (RELEASE === 'slow') await new Promise(resolve => setTimeout(resolve, performance.now() - began + 20))
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-answered-by': 'new',
  })
  response.end(text)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`))
