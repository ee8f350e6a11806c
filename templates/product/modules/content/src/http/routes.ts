import { defineRoutes } from '@shop/platform/http'
import { contentContract } from '../contract.js'

export const routes = defineRoutes(contentContract, {
  draftArticle: { path: 'POST /articles', auth: 'user', status: 201 },
  changeArticle: { path: 'PATCH /articles/:id', auth: 'user' },
  publishArticle: { path: 'POST /articles/:id/publication', auth: 'user' },
  getArticle: { path: 'GET /articles/:id', auth: 'none' },
  listArticles: { path: 'GET /articles', auth: 'none' },
  listDrafts: { path: 'GET /articles/drafts', auth: 'user' },
  searchArticles: { path: 'GET /articles/search', auth: 'none' },
})
