import { defineEvent } from '@shop/platform/events'
import { z } from 'zod'

export const articlePublished = defineEvent({
  type: 'content.ArticlePublished',
  version: 1,
  description: 'Everybody can read one more article.',
  payload: z.object({
    articleId: z.uuid(),
    title: z.string(),
    tags: z.array(z.string()),
    authorId: z.string(),
    publishedAt: z.iso.datetime(),
  }),
  key: ({ articleId }) => articleId,
})
