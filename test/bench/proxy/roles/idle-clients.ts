import { connect } from 'node:net'
import { createAnswerReader } from './answer-reader.js'
import { readTask, tell } from './role.js'

/** Clients that ask once each and then keep their connection. Says how many it holds, and counts those that are closed. */
export interface IdleTask {
  readonly port: number
  readonly count: number
}

const task = readTask<IdleTask>()
let [started, answered, lost] = [0, 0, 0]
process.on('message', () => tell({ held: answered - lost }))
for (let at = 0; at < Math.min(100, task.count); at++) openNext()

function openNext(): void {
  if (started === task.count) return
  const id = started++
  // An address has ports for some 28,000 connections, and others want some too.
  const localAddress = `127.0.0.${2 + (id % 8)}`
  const socket = connect({ port: task.port, host: '127.0.0.1', localAddress })
  let isAnswered = false
  socket.on('error', () => {})
  socket.once('close', () => {
    if (isAnswered) lost++
    else proceed()
  })
  socket.on(
    'data',
    createAnswerReader(status => {
      if (status !== 200) return
      isAnswered = true
      answered++
      proceed()
    }),
  )
  socket.write(
    `GET /api/part${id % 200}/items/12 HTTP/1.1\r\nHost: localhost\r\nCookie: session=user${id}\r\n\r\n`,
  )
}

let over = 0
function proceed(): void {
  over++
  if (over === task.count) tell({ held: answered - lost })
  else openNext()
}
