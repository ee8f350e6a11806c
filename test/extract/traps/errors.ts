import type { Trap } from './trap.js'

const file = "import { readFile } from 'node:fs/promises'\n"

/** What is thrown across. */
export const errors: readonly Trap[] = [
  {
    name: 'instanceof on an error of the other side',
    files: {
      'shelf/shelf.ts': `${file}export class NoBook extends Error { readonly code = 'no-book' }
export class Shelf {
  async take(title: string) { /*!*/
    const text = await readFile(title, 'utf8')
    if (text === '') throw new NoBook(title)
    return text
  }
}`,
      'desk/desk.ts': `import { NoBook, Shelf } from '../shelf/shelf'
export async function lend(shelf: Shelf) {
  try { return await shelf.take('atlas') } catch (error) { if (error instanceof NoBook) return error.code; throw error }
}`,
    },
    told: { in: ['errors'], says: /Shelf\.take throws NoBook \(no-book\)/ },
  },
  {
    name: 'fields of an error that the caller reads',
    files: {
      'shelf/shelf.ts': `${file}export class Taken extends Error { constructor(readonly until: Date, readonly by: string) { super('taken') } }
async function check(title: string) {
  if ((await readFile(title)).length === 0) throw new Taken(new Date(), title)
}
export class Shelf {
  async take(title: string) { /*!*/
    await check(title)
    return title
  }
}`,
      'desk/desk.ts': `import { Shelf, Taken } from '../shelf/shelf'
export async function lend(shelf: Shelf) {
  try { return await shelf.take('atlas') } catch (error) { return error instanceof Taken ? error.until.getTime() : 0 }
}`,
    },
    told: { in: ['errors'], says: /Shelf\.take throws Taken.*until.*date/ },
  },
  {
    name: 'something that is no error is thrown',
    files: {
      'shelf/shelf.ts': `${file}export async function take(title: string) {
  const text = await readFile(title, 'utf8')
  if (text === '') throw { status: 404 } /*!*/
  return text
}`,
      'desk/desk.ts': `import { take } from '../shelf/shelf'
export async function lend() { try { return await take('atlas') } catch (error) { return (error as { status: number }).status } }`,
    },
    told: { in: ['losses'], says: /error-unknown/ },
  },
  {
    name: 'a code that is assigned to a plain error',
    files: {
      'shelf/shelf.ts': `${file}export async function take(title: string) {
  const text = await readFile(title, 'utf8')
  if (text === '') throw Object.assign(new Error('no book'), { code: 'NO_BOOK' }) /*!*/
  return text
}`,
      'desk/desk.ts': `import { take } from '../shelf/shelf'
export async function lend() { try { return await take('atlas') } catch (error) { return (error as { code: string }).code } }`,
    },
    told: { in: ['errors', 'losses'], says: /code|error-unknown|NO_BOOK/ },
  },
  {
    name: 'errors of a class above are caught by that class',
    files: {
      'shelf/errors.ts': `export abstract class ShelfError extends Error { abstract readonly status: number }
export class Closed extends ShelfError { readonly status = 503 }
export class Missing extends ShelfError { readonly status = 404 }`,
      'shelf/shelf.ts': `${file}import { Closed, Missing } from './errors'
export class Shelf {
  async take(title: string) { /*!*/
    if (title === '') throw new Closed()
    if ((await readFile(title)).length === 0) throw new Missing()
    return title
  }
}`,
      'desk/desk.ts': `import { ShelfError } from '../shelf/errors'
import type { Shelf } from '../shelf/shelf'
export async function lend(shelf: Shelf) {
  try { return await shelf.take('atlas') } catch (error) { if (error instanceof ShelfError) return error.status; throw error }
}`,
    },
    told: { in: ['errors'], says: /Shelf\.take throws Closed.*ShelfError/ },
  },
  {
    name: 'an answer through a callback whose first argument is the error',
    files: {
      'shelf/shelf.ts': `import { readFile } from 'node:fs'
export function take(title: string, done: (error: Error | null, text?: string) => void) { /*!*/
  readFile(title, 'utf8', (error, text) => done(error, text))
}`,
      'desk/desk.ts': `import { take } from '../shelf/shelf'
export const lend = () => take('atlas', (error, text) => { if (error === null) console.log(text) })`,
    },
    told: { in: ['refusals'], says: /function|callback/ },
  },
  {
    name: 'an error of a library that the other side need not have',
    files: {
      'shelf/shelf.ts': `import createError from 'http-errors'
import { NotFoundException } from '@nestjs/common'
${file}export class Shelf {
  async take(title: string) { /*!*/
    if ((await readFile(title)).length === 0) throw new NotFoundException(title)
    return title
  }
  own() { return createError(404) }
}`,
      'desk/desk.ts': `import { NotFoundException } from '@nestjs/common'
import { Shelf } from '../shelf/shelf'
export async function lend(shelf: Shelf) {
  try { return await shelf.take('atlas') } catch (error) { return error instanceof NotFoundException ? 404 : 500 }
}`,
    },
    told: { in: ['errors'], says: /Shelf\.take throws NotFoundException/ },
  },
]
