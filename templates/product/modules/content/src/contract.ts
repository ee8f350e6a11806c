import { defineContract } from '@shop/platform/contract'
import { z } from 'zod'

export const articleSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  authorId: z.string(),
  /** Null for a draft. */
  publishedAt: z.iso.datetime().nullable(),
  /** Grows by one with each change. */
  version: z.int(),
})

const id = z.uuid()
const title = z.string().trim().min(1).max(200)
const text = z.string().max(100_000)
const tag = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const limit = z.int().min(1).max(100).default(20)
const version = z.int().positive()
const notFound = { status: 404, title: 'There is no such article' }
const conflict = { status: 409, title: 'It was changed meanwhile; read it again' }
const notAuthor = { status: 403, title: 'Only its author may do this' }

export const contentContract = defineContract({
  name: 'content',
  operations: {
    draftArticle: {
      kind: 'command',
      description: 'Begins an article that its author alone can read.',
      input: z.object({ title, text: text.default(''), tags: z.array(tag).max(20).default([]) }),
      output: articleSchema,
      errors: {},
    },
    changeArticle: {
      kind: 'command',
      description: 'Changes an article, unless it was changed since the version that the caller has seen.',
      input: z.object({
        id,
        version,
        title: title.optional(),
        text: text.optional(),
        tags: z.array(tag).max(20).optional(),
      }),
      output: articleSchema,
      errors: { 'not-found': notFound, 'not-author': notAuthor, 'version-conflict': conflict },
    },
    publishArticle: {
      kind: 'command',
      description: 'Lets everybody read an article. One that is published already stays as it is.',
      idempotent: true,
      input: z.object({ id, version }),
      output: articleSchema,
      errors: {
        'not-found': notFound,
        'not-author': notAuthor,
        'version-conflict': conflict,
        empty: { status: 422, title: 'An article without text is not published' },
      },
    },
    getArticle: {
      kind: 'query',
      description: 'Reads a published article, or a draft of the caller.',
      input: z.object({ id }),
      output: articleSchema,
      errors: { 'not-found': notFound },
    },
    listArticles: {
      kind: 'query',
      description: 'Lists published articles, the newest first, one page at a time.',
      input: z.object({ tag: tag.optional(), after: id.optional(), limit }),
      output: z.object({ entries: z.array(articleSchema), next: id.nullable() }),
      errors: {},
    },
    listDrafts: {
      kind: 'query',
      description: 'Lists the drafts of the caller, the newest first.',
      input: z.object({ limit }),
      output: z.object({ entries: z.array(articleSchema) }),
      errors: {},
    },
    searchArticles: {
      kind: 'query',
      description: 'Finds published articles by their words, the best matches first.',
      input: z.object({ words: z.string().trim().min(1).max(200), limit }),
      output: z.object({ entries: z.array(articleSchema) }),
      errors: {},
    },
  },
})
