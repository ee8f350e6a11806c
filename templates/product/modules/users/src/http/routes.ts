import { defineRoutes } from '@shop/platform/http'
import { usersContract } from '../contract.js'

export const routes = defineRoutes(usersContract, {
  signUp: { path: 'POST /users', auth: 'none', status: 201, rate: 'strict' },
  signIn: { path: 'POST /sessions', auth: 'none', status: 201, rate: 'strict', idempotency: 'off' },
  refresh: { path: 'POST /sessions/refresh', auth: 'none', idempotency: 'off' },
  signOut: { path: 'POST /sessions/sign-out', auth: 'none' },
  listSessions: { path: 'GET /sessions', auth: 'user' },
  revokeSession: { path: 'DELETE /sessions/:id', auth: 'user' },
  getProfile: { path: 'GET /users/me', auth: 'user' },
  changeProfile: { path: 'PATCH /users/me', auth: 'user' },
  getUser: { path: 'GET /users/:id', auth: 'admin' },
  changeRoles: { path: 'PUT /users/:id/roles', auth: 'admin' },
  getSigningKeys: { path: 'GET /.well-known/jwks.json', auth: 'none' },
})
