import type { Trap } from './trap.js'

/** Functions, listeners and streams across. */
export const callbacks: readonly Trap[] = [
  {
    name: 'a handler is registered and called later',
    files: {
      'alarms/alarms.ts': `const handlers: ((place: string) => void)[] = []
export class Alarms {
  onRing(handler: (place: string) => void) { handlers.push(handler) } /*!*/
  ring(place: string) { for (const handler of handlers) handler(place) }
}
export const alarms = new Alarms()`,
      'doors/doors.ts': `import { alarms } from '../alarms/alarms'
export const shut = new Set<string>()
alarms.onRing(place => { shut.add(place) }) /*!*/`,
    },
    told: { in: ['inversions'], says: /^callback-list Alarms\.onRing/ },
  },
  {
    name: 'a check of others says whether the module may go on',
    files: {
      'alarms/alarms.ts': `type Check = (place: string) => boolean
const checks: Check[] = []
export class Alarms {
  addCheck(check: Check) { checks.push(check) }
  ring(place: string) { return checks.every(check => check(place)) }
}
export const alarms = new Alarms()`,
      'doors/doors.ts': `import { alarms } from '../alarms/alarms'
const open = new Set<string>()
alarms.addCheck(place => open.has(place)) /*!*/`,
    },
    told: { in: ['inversions'], says: /Alarms\.addCheck.*answer used/ },
  },
  {
    name: 'work of the caller runs within the call',
    files: {
      'alarms/locks.ts': `let held = false
export async function locked<T>(work: () => Promise<T>): Promise<T> {
  held = true
  try { return await work() } finally { held = false }
}
export const isHeld = () => held`,
      'doors/doors.ts': `import { locked } from '../alarms/locks'
export const open = () => locked(async () => 'open') /*!*/`,
    },
    told: { in: ['inversions'], says: /^callback locked refuse/ },
  },
  {
    name: 'others listen to an emitter that the module exports',
    files: {
      'alarms/alarms.ts': `import { EventEmitter } from 'node:events'
export const bell = new EventEmitter()
export const ring = () => bell.emit('rung', new Date())`,
      'doors/doors.ts': `import { bell } from '../alarms/alarms'
export let last: Date | null = null
bell.on('rung', at => { last = at }) /*!*/`,
    },
    told: { in: ['inversions', 'refusals'], says: /bell/ },
  },
  {
    name: 'others listen to a service that is an emitter',
    files: {
      'alarms/alarms.ts': `import { EventEmitter } from 'node:events'
export class Alarms extends EventEmitter {
  ring(place: string) { this.emit('ring', place) }
}
export const alarms = new Alarms()`,
      'doors/doors.ts': `import { alarms } from '../alarms/alarms'
export const shut = new Set<string>()
alarms.on('ring', place => shut.add(place)) /*!*/`,
    },
    told: { in: ['inversions', 'refusals'], says: /alarms|Alarms|ring/ },
  },
  {
    name: 'others subscribe to a subject of the module',
    files: {
      'alarms/alarms.ts': `import { Subject } from 'rxjs'
export class Alarms {
  readonly rings$ = new Subject<string>()
  ring(place: string) { this.rings$.next(place) }
}
export const alarms = new Alarms()`,
      'doors/doors.ts': `import { alarms } from '../alarms/alarms'
export const shut = new Set<string>()
alarms.rings$.subscribe(place => shut.add(place)) /*!*/`,
    },
    told: { in: ['inversions', 'refusals'], says: /rings\$|subscribe/ },
  },
  {
    name: 'events by name meet in one process',
    files: {
      'alarms/alarms.ts': `import { EventEmitter2 } from '@nestjs/event-emitter'
export class Alarms {
  constructor(private readonly events: EventEmitter2) {}
  ring(place: string) { this.events.emit('alarm.rung.loud', place) } /*!*/
}`,
      'doors/doors.ts': `import { OnEvent } from '@nestjs/event-emitter'
export class Doors {
  @OnEvent('alarm.rung.loud') /*!*/
  shut(place: string) { return place }
}`,
    },
    told: { in: ['inversions'], says: /^event-name.*alarm\.rung\.loud/ },
  },
  {
    name: 'an answer that is a stream',
    files: {
      'alarms/log.ts': `import { createReadStream, type ReadStream } from 'node:fs'
export class Log {
  read(day: string): ReadStream { return createReadStream(day) } /*!*/
}`,
      'doors/doors.ts': `import { Log } from '../alarms/log'
export const copy = (log: Log, into: NodeJS.WritableStream) => log.read('today').pipe(into)`,
    },
    told: { in: ['refusals'], says: /stream/ },
  },
  {
    name: 'an answer that is read item by item',
    files: {
      'alarms/log.ts': `import { open } from 'node:fs/promises'
export class Log {
  async *lines(day: string) { /*!*/
    for await (const line of (await open(day)).readLines()) yield line
  }
}`,
      'doors/doors.ts': `import { Log } from '../alarms/log'
export async function first(log: Log) { for await (const line of log.lines('today')) return line; return null }`,
    },
    told: { in: ['refusals'], says: /item by item/ },
  },
  {
    name: 'an iterator that holds on to state of the callee',
    files: {
      'alarms/log.ts': `const places = ['hall', 'yard']
export class Log {
  *places() { while (places.length > 0) yield places.pop()! } /*!*/
}`,
      'doors/doors.ts': `import { Log } from '../alarms/log'
export const all = (log: Log) => [...log.places()]`,
    },
    told: { in: ['refusals', 'asynchrony'], says: /item by item|iterat/ },
  },
  {
    name: 'a signal of the caller that should end the work',
    files: {
      'alarms/log.ts': `import { readFile } from 'node:fs/promises'
export class Log {
  async text(day: string, signal: AbortSignal) { return readFile(day, { encoding: 'utf8', signal }) } /*!*/
}`,
      'doors/doors.ts': `import { Log } from '../alarms/log'
export const read = (log: Log) => log.text('today', AbortSignal.timeout(100))`,
    },
    told: { in: ['refusals', 'losses', 'contract'], says: /signal|abort|platform-object/i },
  },
  {
    name: 'a strategy of the caller is asked by the callee',
    files: {
      'alarms/alarms.ts': `import { appendFile } from 'node:fs/promises'
export interface Siren { volume(place: string): number }
export class Alarms {
  async ring(place: string, siren: Siren) { await appendFile('rings', String(siren.volume(place))) }
}`,
      'doors/doors.ts': `import { Alarms, type Siren } from '../alarms/alarms'
class Loud implements Siren { volume() { return 11 } }
export const test = (alarms: Alarms) => alarms.ring('hall', new Loud()) /*!*/`,
    },
    told: { in: ['inversions'], says: /^strategy/ },
  },
]
