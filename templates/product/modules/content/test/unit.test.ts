import { describe, expect, it } from 'vitest'
import { draft, edit, isReadableBy, publishAt } from '../src/domain/article.js'

const article = draft({ title: 'First', text: 'Words', tags: ['news'], authorId: 'ann' })
const now = new Date('2030-01-01T00:00:00Z')

describe('an article', () => {
  it('is a draft at first, which its author alone reads', () => {
    expect([isReadableBy(article, 'ann'), isReadableBy(article, 'bob'), isReadableBy(article, null)]).toEqual(
      [true, false, false],
    )
  })

  it('is read by everybody once it is published', () => {
    const publication = publishAt(article, now)
    expect(publication).toEqual({ kind: 'published', body: { ...article, publishedAt: now.toISOString() } })
    if (publication.kind === 'published') expect(isReadableBy(publication.body, null)).toBe(true)
  })

  it('is published once, and not without text', () => {
    expect(publishAt({ ...article, publishedAt: now.toISOString() }, now)).toEqual({ kind: 'unchanged' })
    expect(publishAt({ ...article, text: ' ' }, now)).toEqual({ kind: 'empty' })
  })

  it('keeps what an edit does not name', () => {
    expect(edit(article, { title: 'Second' })).toEqual({ ...article, title: 'Second' })
    expect(edit(article, { text: '', tags: [] })).toEqual({ ...article, text: '', tags: [] })
  })
})
