import { describe, expect, it } from 'vitest'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { openMarkedProgram } from '../seam/read-seam.js'

const users = 'export class Users { find(id: string) { return id } }'

/** Orders get the users from a container of a package that is not installed. */
const cases: readonly (readonly [string, string])[] = [
  ['typedi', "import { Container } from 'typedi'\nContainer.get(Users).find('1')"],
  [
    'typedi, by its default',
    "import Container from 'typedi'\nconst users = Container.get(Users)\nusers.find('1')",
  ],
  ['tsyringe', "import { container } from 'tsyringe'\ncontainer.resolve(Users).find('1')"],
  ['tsyringe, by token', "import { container } from 'tsyringe'\ncontainer.resolve<Users>('Users').find('1')"],
  [
    'inversify',
    "import { Container } from 'inversify'\nconst box = new Container()\nbox.get<Users>(Symbol.for('Users')).find('1')",
  ],
  [
    'inversify, by its interfaces',
    "import type { interfaces } from 'inversify'\nexport const run = (box: interfaces.Container) => box.get(Users).find('1')",
  ],
  [
    'awilix',
    "import { createContainer } from 'awilix'\nconst box = createContainer<{ users: Users }>()\nbox.resolve('users').find('1')",
  ],
  [
    'awilix, by its cradle',
    "import { createContainer } from 'awilix'\nconst box = createContainer<{ users: Users }>().register({})\nbox.cradle.users.find('1')",
  ],
  [
    'NestJS',
    "import { ModuleRef } from '@nestjs/core'\nexport const run = (ref: ModuleRef) => ref.get(Users).find('1')",
  ],
]

describe('what a container hands out has the type of what it is asked for, where its package is not installed', () => {
  it.each(cases)(
    '%s',
    async (_, text) => {
      const { program } = await openMarkedProgram(
        {
          'src/users/users.ts': users,
          'src/orders/orders.ts': `import { Users } from '../users/users'\n${text}`,
        },
        ['src/{module}'],
      )
      const members = deriveSeam(program, 'users').inbound.flatMap(({ crossings }) =>
        crossings.flatMap(({ usage, member }) => (member === null ? [] : [`${usage} ${member}`])),
      )
      expect(members).toEqual(['call find'])
    },
    60_000,
  )
})
