import type { Trap } from './trap.js'

/** What belongs to one request in one process. */
export const requests: readonly Trap[] = [
  {
    name: 'the request of the server is handed over',
    files: {
      'audit/audit.ts': `import type { Request } from 'express'
import { appendFile } from 'node:fs/promises'
export class Audit {
  async note(req: Request) { await appendFile('audit', req.ip ?? '') } /*!*/
}`,
      'loans/loans.ts': `import type { Request, Response } from 'express'
import { Audit } from '../audit/audit'
export const lend = (audit: Audit) => async (req: Request, res: Response) => { await audit.note(req); res.end() }`,
    },
    told: { in: ['refusals'], says: /request/ },
  },
  {
    name: 'a provider that lives for one request',
    files: {
      'audit/audit.ts': `import { Inject, Injectable, Scope } from '@nestjs/common'
import { REQUEST } from '@nestjs/core'
import { appendFile } from 'node:fs/promises'
@Injectable({ scope: Scope.REQUEST }) /*!*/
export class Audit { /*!*/
  constructor(@Inject(REQUEST) private readonly request: { user: string }) {}
  async note(text: string) { await appendFile('audit', this.request.user + text) }
}`,
      'loans/loans.ts': `import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit'
@Injectable()
export class Loans { constructor(private readonly audit: Audit) {} lend() { return this.audit.note('lent') } }`,
    },
    told: { in: ['lifecycles'], says: /request-scope/ },
  },
  {
    name: 'the module finds who is asking in a context of others',
    files: {
      'audit/audit.ts': `import { appendFile } from 'node:fs/promises'
import { context } from '../shared/context'
export class Audit {
  async note(text: string) { await appendFile('audit', (context.getStore()?.user ?? '') + text) } /*!*/
}`,
      'shared/context.ts': `import { AsyncLocalStorage } from 'node:async_hooks'
export const context = new AsyncLocalStorage<{ user: string }>() /*!*/`,
      'loans/loans.ts': `import { Audit } from '../audit/audit'
import { context } from '../shared/context'
export const lend = (audit: Audit) => context.run({ user: 'Ada' }, () => audit.note('lent'))`,
    },
    told: { in: ['process-wide'], says: /^call-context/ },
  },
  {
    name: 'a function of others answers from the context of the call',
    files: {
      'audit/audit.ts': `import { appendFile } from 'node:fs/promises'
import { currentUser } from '../shared/context'
export class Audit {
  async note(text: string) { await appendFile('audit', currentUser() + text) } /*!*/
}`,
      'shared/context.ts': `import { AsyncLocalStorage } from 'node:async_hooks'
const context = new AsyncLocalStorage<{ user: string }>()
export const enter = <T>(user: string, work: () => T) => context.run({ user }, work)
export const currentUser = () => context.getStore()?.user ?? '' /*!*/`,
      'loans/loans.ts': `import { Audit } from '../audit/audit'
import { currentUser, enter } from '../shared/context'
export const lend = (audit: Audit) => enter('Ada', () => audit.note('lent by ' + currentUser()))`,
    },
    told: { in: ['process-wide'], says: /^call-context/ },
  },
  {
    name: 'a library for contexts of calls is asked in the module',
    files: {
      'audit/audit.ts': `import { ClsService } from 'nestjs-cls'
import { appendFile } from 'node:fs/promises'
export class Audit {
  constructor(private readonly cls: ClsService) {}
  async note(text: string) { await appendFile('audit', this.cls.get('user') + text) } /*!*/
}`,
      'loans/loans.ts': `import { ClsService } from 'nestjs-cls'
import { Audit } from '../audit/audit'
export class Loans {
  constructor(private readonly audit: Audit, private readonly cls: ClsService) {}
  lend() { this.cls.set('user', 'Ada'); return this.audit.note('lent') }
}`,
    },
    told: { in: ['process-wide'], says: /^call-context/ },
  },
  {
    name: 'the module writes the response of the server',
    files: {
      'audit/files.ts': `import type { Response } from 'express'
import { createReadStream } from 'node:fs'
export class Files {
  send(name: string, res: Response): void { createReadStream(name).pipe(res) } /*!*/
}`,
      'loans/loans.ts': `import type { Request, Response } from 'express'
import { Files } from '../audit/files'
export const show = (files: Files) => (req: Request, res: Response) => files.send(req.path, res)`,
    },
    told: { in: ['refusals'], says: /request or a connection|server/ },
  },
]
