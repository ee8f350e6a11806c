export const host = 'Host: shop.test\r\n'

export function get(path = '/', headers = ''): string {
  return `GET ${path} HTTP/1.1\r\n${host}${headers}\r\n`
}

/** A request whose body has a declared length. */
export function post(body: string, headers = ''): string {
  return `POST / HTTP/1.1\r\n${host}Content-Length: ${body.length}\r\n${headers}\r\n${body}`
}

export const chunkedHead = `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n`

/** An answer whose body has a declared length. */
export function ok(body = 'ok', headers = ''): string {
  return `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`
}

export function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}

export const lastChunk = '0\r\n\r\n'
