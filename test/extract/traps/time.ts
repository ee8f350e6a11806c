import type { Trap } from './trap.js'

/** What goes on by itself, again, or too long. */
export const time: readonly Trap[] = [
  {
    name: 'a call that must not run twice is tried again',
    files: {
      'tills/tills.ts': `import { appendFile } from 'node:fs/promises'
export class Tills {
  async charge(reader: string, cents: number) { await appendFile('till', reader + cents) } /*!*/
}`,
      'desk/desk.ts': `import { Tills } from '../tills/tills'
export async function pay(tills: Tills) {
  for (let tries = 0; tries < 3; tries++) {
    try { return await tills.charge('Ada', 50) } catch { continue } /*!*/
  }
}`,
    },
    told: { in: ['operations'], says: /Tills\.charge command, not repeatable/ },
  },
  {
    name: 'a timer of the module runs once in each process',
    files: {
      'tills/tills.ts': `const open = new Map<string, number>()
setInterval(() => open.clear(), 60_000) /*!*/
export const add = (reader: string) => open.set(reader, 1).size`,
      'desk/desk.ts': `import { add } from '../tills/tills'
export const pay = () => add('Ada')`,
    },
    told: { in: ['entry-points', 'lifecycles', 'process-wide'], says: /timer|every|setInterval/i },
  },
  {
    name: 'a job by the clock would run on both sides',
    files: {
      'tills/jobs.ts': `import { Injectable } from '@nestjs/common'
import { Cron } from '@nestjs/schedule'
import { appendFile } from 'node:fs/promises'
@Injectable()
export class Jobs {
  @Cron('0 3 * * *') /*!*/
  async close() { await appendFile('till', 'closed') } /*!*/
}`,
      'desk/desk.ts': `import { Jobs } from '../tills/jobs'
export const early = (jobs: Jobs) => jobs.close()`,
    },
    told: { in: ['entry-points'], says: /job/ },
  },
  {
    name: 'something is done while the program starts, in an order that others count on',
    files: {
      'tills/tills.ts': `import { Injectable, type OnModuleInit } from '@nestjs/common'
import { readFile } from 'node:fs/promises'
@Injectable()
export class Tills implements OnModuleInit {
  private rates = ''
  async onModuleInit() { this.rates = await readFile('rates', 'utf8') } /*!*/
  rate() { return this.rates }
}`,
      'desk/desk.ts': `import { Injectable } from '@nestjs/common'
import { Tills } from '../tills/tills'
@Injectable()
export class Desk { constructor(private readonly tills: Tills) {} rate() { return this.tills.rate() } }`,
    },
    told: { in: ['lifecycles'], says: /on-start/ },
  },
]
