import type { Database, Row } from './database.js'

/** Articles as their readers see them. */
export interface ArticleFilter {
  readonly me: number
  readonly tag?: string | null
  readonly author?: string | null
  readonly favorited?: string | null
  readonly slug?: string
  /** Of authors that `me` follows. */
  readonly feed?: boolean
  readonly limit: number
  readonly offset: number
}

export async function findArticles(database: Database, filter: ArticleFilter) {
  const { where, values } = conditionsOf(filter)
  const rows = await database.raw(
    `SELECT a.slug, a.title, a.description, a.body, a.created_at AS createdAt, a.updated_at AS updatedAt,
       u.username, u.bio, u.image,
       (SELECT group_concat(t.name) FROM articles_tags x JOIN tags t ON t.id = x.tag WHERE x.article = a.id) AS tags,
       (SELECT count(*) FROM favorites f WHERE f.article = a.id) AS favoritesCount,
       EXISTS (SELECT 1 FROM favorites f WHERE f.article = a.id AND f.user = ?) AS favorited,
       EXISTS (SELECT 1 FROM followers f WHERE f.user = u.id AND f.follower = ?) AS following
     FROM articles a JOIN users u ON u.id = a.author ${where}
     ORDER BY a.created_at DESC, a.id LIMIT ? OFFSET ?`,
    [filter.me, filter.me, ...values, filter.limit, filter.offset],
  )
  return rows.map(showArticle)
}

export async function countArticles(database: Database, filter: ArticleFilter): Promise<number> {
  const { where, values } = conditionsOf(filter)
  const [row] = await database.raw(
    `SELECT count(*) AS count FROM articles a JOIN users u ON u.id = a.author ${where}`,
    values,
  )
  return row?.count ?? 0
}

function conditionsOf({ me, tag, author, favorited, slug, feed }: ArticleFilter) {
  const conditions: [sql: string, value: unknown][] = []
  if (tag)
    conditions.push([
      'EXISTS (SELECT 1 FROM articles_tags x JOIN tags t ON t.id = x.tag WHERE x.article = a.id AND t.name = ?)',
      tag,
    ])
  if (author) conditions.push(['u.username = ?', author])
  if (favorited)
    conditions.push([
      'EXISTS (SELECT 1 FROM favorites f JOIN users w ON w.id = f.user WHERE f.article = a.id AND w.username = ?)',
      favorited,
    ])
  if (slug !== undefined) conditions.push(['a.slug = ?', slug])
  if (feed) conditions.push(['EXISTS (SELECT 1 FROM followers f WHERE f.user = u.id AND f.follower = ?)', me])
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`
  return { where, values: conditions.map(([, value]) => value) }
}

function showArticle(row: Row) {
  const { slug, title, description, body, tags, favorited, favoritesCount } = row
  return {
    slug,
    title,
    description,
    body,
    tagList: tags === null ? [] : String(tags).split(',').sort(),
    createdAt: showTime(row.createdAt),
    updatedAt: showTime(row.updatedAt),
    favorited: favorited === 1,
    favoritesCount,
    author: showProfile(row),
  }
}

export async function findProfile(database: Database, me: number, username: string) {
  const [row] = await database.raw(
    `SELECT u.username, u.bio, u.image, EXISTS (SELECT 1 FROM followers f WHERE f.user = u.id AND f.follower = ?) AS following
     FROM users u WHERE u.username = ?`,
    [me, username],
  )
  return row === undefined ? null : withTexts(showProfile(row))
}

/** The schemas of these answers have the old side write texts where there are none. */
function withTexts<T extends Pick<Row, 'bio' | 'image'>>(row: T): T {
  return { ...row, bio: row.bio ?? '', image: row.image ?? '' }
}

function showProfile({ username, bio, image, following }: Row) {
  return { username, bio, image, following: following === 1 }
}

export async function findComments(database: Database, me: number, slug: string) {
  const rows = await database.raw(
    `SELECT c.id, c.body, c.created_at AS createdAt, c.updated_at AS updatedAt, u.username, u.bio, u.image,
       EXISTS (SELECT 1 FROM followers f WHERE f.user = u.id AND f.follower = ?) AS following
     FROM comments c JOIN users u ON u.id = c.author JOIN articles a ON a.id = c.article
     WHERE a.slug = ? ORDER BY c.created_at DESC`,
    [me, slug],
  )
  return rows.map(row => ({
    id: row.id,
    createdAt: showTime(row.createdAt),
    updatedAt: showTime(row.updatedAt),
    body: row.body,
    author: showProfile(row),
  }))
}

export async function findTags(database: Database): Promise<readonly string[]> {
  return (await database.raw('SELECT name FROM tags', [])).map(({ name }) => name)
}

export async function findUser(database: Database, id: number) {
  const [row] = await database.raw('SELECT email, username, bio, image FROM users WHERE id = ?', [id])
  return row === undefined ? null : withTexts(row)
}

/** Whether there is such an article. */
export async function setFavorite(
  database: Database,
  { me, slug, wanted }: { readonly me: number; readonly slug: string; readonly wanted: boolean },
): Promise<boolean> {
  const [article] = await database.raw('SELECT id FROM articles WHERE slug = ?', [slug])
  if (article === undefined) return false
  if (wanted)
    await database.raw(
      'INSERT INTO favorites (user, article) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM favorites WHERE user = ? AND article = ?)',
      [me, article.id, me, article.id],
    )
  else await database.raw('DELETE FROM favorites WHERE user = ? AND article = ?', [me, article.id])
  return true
}

const showTime = (stored: string): string => new Date(stored).toISOString()

/** A user that nobody is. */
export const anonymous = -1
