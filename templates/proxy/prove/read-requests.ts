import { readFileSync } from 'node:fs'
import type { StranglerConfig } from '../src/index.js'

/** A request that may be sent as often as one likes. */
export interface SafeRequest {
  readonly method: string
  readonly url: string
}

/**
 * GET, HEAD and OPTIONS of a file, each once: a request a line (`GET /users/7`), or an access log. Throws for a file that
 * holds none.
 */
export function readRequests(file: string): readonly SafeRequest[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const found = lines.flatMap(line => /\b(?:GET|HEAD|OPTIONS) \/[^\s"]*/.exec(line) ?? [])
  if (found.length === 0)
    throw new Error(`${file} holds no GET, HEAD or OPTIONS; write one a line: GET /users/7`)
  return [...new Set(found)].map(asRequest)
}

/** What can be asked without knowing anything about the data: `/`, and routes without parameters. */
export function requestsOf({ routes }: StranglerConfig): readonly SafeRequest[] {
  const plain = routes.filter(
    ({ match: { path, methods, host } }) =>
      !/\/(?::|\*)/.test(path) && host === null && (methods === null || methods.includes('GET')),
  )
  return [...new Set(['/', ...plain.map(({ match }) => match.path)])].map(url => ({ method: 'GET', url }))
}

/** `Name: value` of the command line as pairs. */
export function readHeaders(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map(text => {
      const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(text) ?? []
      if (name === undefined || value === undefined)
        throw new Error(`"${text}" is no header; write "name: value".`)
      return [name, value]
    }),
  )
}

function asRequest(text: string): SafeRequest {
  const [method = '', url = ''] = text.split(' ')
  return { method, url }
}
