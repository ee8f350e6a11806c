import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'

/** Path of a Chromium on this machine, null where there is none. */
export function findChromium(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found = folders.flatMap(folder => names.map(name => path.join(folder, name))).find(fs.existsSync)
  return process.env.CHROME_PATH ?? found ?? null
}

export interface OpenPage {
  /** Value of an expression in the page; promises are awaited. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>
  readonly press: (key: string) => Promise<void>
  readonly click: (x: number, y: number) => Promise<void>
  readonly type: (text: string) => Promise<void>
  readonly screenshot: (file: string) => Promise<void>
  /** Uncaught errors and console errors so far, refusals of the content security policy included. */
  readonly errors: readonly string[]
  /** URLs that the page asked for, its own and data URLs left out. */
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

interface View {
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  /** Part of the URL after `#`. */
  readonly hash?: string
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Record<string, never>
  readonly result?: Record<string, never>
  readonly error?: { readonly message: string }
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, never>>

/** Opens a file in a headless Chromium of its own, steered over a pipe, without any port. */
export async function openInChromium(chromium: string, file: string, view: View = {}): Promise<OpenPage> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-chromium-'))
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const errors: string[] = []
  const requests: string[] = []
  const url = `${pathToFileURL(file).href}#${view.hash ?? ''}`
  const { send, onEvent } = connect(child)
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const ask = (method: string, params?: object) => send(method, params, sessionId)
  onEvent(message => note(message, { errors, requests, file: pathToFileURL(file).href }))
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`)
  const { dark = false, width = 1280, height = 860 } = view
  await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]
  await ask('Emulation.setEmulatedMedia', { features })
  const loaded = new Promise<void>(resolve => {
    onEvent(message => message.method === 'Page.loadEventFired' && resolve())
  })
  await ask('Page.navigate', { url })
  await loaded
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const options = { expression, returnByValue: true, awaitPromise: true }
    const { result, exceptionDetails } = (await ask(
      'Runtime.evaluate',
      options,
    )) as unknown as Evaluated<Value>
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'The page threw')
    return result.value
  }
  await settle(evaluate)
  return {
    evaluate,
    errors,
    requests,
    press: async key => {
      await ask('Input.dispatchKeyEvent', keyEvent('keyDown', key))
      await ask('Input.dispatchKeyEvent', keyEvent('keyUp', key))
      await settle(evaluate)
    },
    click: async (x, y) => {
      const spot = { x, y, button: 'left', clickCount: 1 }
      await ask('Input.dispatchMouseEvent', { ...spot, type: 'mouseMoved', button: 'none' })
      await ask('Input.dispatchMouseEvent', { ...spot, type: 'mousePressed' })
      await ask('Input.dispatchMouseEvent', { ...spot, type: 'mouseReleased' })
      await settle(evaluate)
    },
    type: async text => {
      await ask('Input.insertText', { text })
      await settle(evaluate)
    },
    screenshot: async target => {
      const { data } = await ask('Page.captureScreenshot', { format: 'png' })
      fs.writeFileSync(target, Buffer.from(data as unknown as string, 'base64'))
    },
    close: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      await send('Browser.close').catch(() => child.kill())
      await ended
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

interface Evaluated<Value> {
  readonly result: { readonly value: Value }
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
]

const keyCodes: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  Tab: 9,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  End: 35,
  Home: 36,
  PageDown: 34,
}

function keyEvent(type: 'keyDown' | 'keyUp', key: string) {
  const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined
  const code = keyCodes[key] ?? key.toUpperCase().charCodeAt(0)
  return { type, key, windowsVirtualKeyCode: code, ...(type === 'keyDown' && text ? { text } : {}) }
}

/** Two frames: what was asked for is drawn. */
async function settle(evaluate: (expression: string) => Promise<unknown>): Promise<void> {
  await evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))')
}

/** Messages are JSON, each ended by a zero byte. */
function connect(child: ChildProcess): {
  send: Send
  onEvent: (listener: (message: Message) => void) => void
} {
  const writer = child.stdio[3] as Writable
  const reader = child.stdio[4] as Readable
  const waiting = new Map<
    number,
    { resolve: (result: Record<string, never>) => void; reject: (error: Error) => void }
  >()
  const listeners: ((message: Message) => void)[] = []
  let last = 0
  let rest = ''
  reader.setEncoding('utf8')
  reader.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) receive(JSON.parse(part) as Message)
  })
  function receive(message: Message): void {
    const waiter = message.id === undefined ? undefined : waiting.get(message.id)
    if (!waiter) {
      for (const listener of listeners) listener(message)
      return
    }
    waiting.delete(message.id ?? 0)
    if (message.error) waiter.reject(new Error(message.error.message))
    else waiter.resolve(message.result ?? {})
  }
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended'))
  })
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        writer.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
      }),
    onEvent: listener => listeners.push(listener),
  }
}

interface Notes {
  readonly errors: string[]
  readonly requests: string[]
  readonly file: string
}

function note({ method, params }: Message, { errors, requests, file }: Notes): void {
  const details = params as unknown as {
    readonly exceptionDetails: {
      readonly exception?: { readonly description?: string }
      readonly text: string
    }
    readonly entry: { readonly level: string; readonly text: string }
    readonly type: string
    readonly args: readonly { readonly value?: unknown; readonly description?: string }[]
    readonly request: { readonly url: string }
  }
  if (method === 'Runtime.exceptionThrown') {
    errors.push(details.exceptionDetails.exception?.description ?? details.exceptionDetails.text)
  }
  if (method === 'Log.entryAdded' && details.entry.level === 'error') errors.push(details.entry.text)
  if (method === 'Runtime.consoleAPICalled' && ['error', 'warning'].includes(details.type)) {
    errors.push(details.args.map(one => String(one.value ?? one.description)).join(' '))
  }
  if (method !== 'Network.requestWillBeSent') return
  const { url } = details.request
  if (!url.startsWith(file) && !url.startsWith('data:')) requests.push(url)
}
