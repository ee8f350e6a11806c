import { defineEvent } from '@shop/platform/events'
import { z } from 'zod'

export const userSignedUp = defineEvent({
  type: 'users.UserSignedUp',
  version: 1,
  description: 'Somebody opened an account.',
  payload: z.object({ userId: z.uuid(), email: z.string(), name: z.string() }),
  key: ({ userId }) => userId,
})

export const userRolesChanged = defineEvent({
  type: 'users.UserRolesChanged',
  version: 1,
  description: 'A user has other roles.',
  payload: z.object({ userId: z.uuid(), roles: z.array(z.string()) }),
  key: ({ userId }) => userId,
})
