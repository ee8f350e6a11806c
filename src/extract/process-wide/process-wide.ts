import type { Place } from '../../kernel/finding.js'

/** What code does to the whole process, or takes from it, so that it ends at a border between processes; a closed catalogue. */
export const processWideKinds = {
  'process-listener': {
    effect: 'listens to the process, of which there will be two',
    wayOut: 'listen in the entry of each program that needs it',
  },
  'process-end': {
    effect: 'ends its process, and with it only its own side',
    wayOut: 'throw, and let the entry of the program decide',
  },
  environment: {
    effect: 'sets a variable of the environment, which the other process does not see',
    wayOut: 'hand the value over as configuration',
  },
  global: {
    effect: 'sets something that is global, which the other process does not see',
    wayOut: 'hand the value over as an argument',
  },
  prototype: {
    effect: 'adds to a class of others or of the language, in its own process alone',
    wayOut: 'a function in a package that both sides use',
  },
  timer: {
    effect: 'starts a timer while it is loaded: once in each process that loads it',
    wayOut: 'start it in the entry of the one program that should run it',
  },
  'call-context': {
    effect: 'finds something in the context of the call, which ends at the border',
    wayOut:
      'hand it over as an argument, or let the client send it along and the server open the context again',
  },
  'database-trigger': {
    effect: 'has the database itself act on other rows, which ends where the tables are parted',
    wayOut: 'an event when the row is written, and a handler that does the same',
  },
} as const
export type ProcessWideKind = keyof typeof processWideKinds

export interface ProcessWide {
  readonly kind: ProcessWideKind
  readonly place: Place
  /** What stands there, as written. */
  readonly text: string
}
