import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { commentMarker } from '../../src/report/index.js'
import { plainEnvironment } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'
import { cleanShop, shopFiles } from './shop.js'

const product = fileURLToPath(new URL('../..', import.meta.url))

interface Comment {
  readonly id: number
  readonly body: string
}

/** The part of GitHub's API that comments need, with the requests that came. */
async function serveComments(comments: readonly Comment[], status = 200) {
  const requests: string[] = []
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests.push([request.method, request.url, body].filter(Boolean).join(' '))
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1)
    response.writeHead(request.method === 'DELETE' ? 204 : status, { 'content-type': 'application/json' })
    response.end(
      request.method === 'GET' ? JSON.stringify(comments.slice((page - 1) * 100, page * 100)) : '{}',
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function comment(url: string, text: string | null) {
  const root = temporaryProject(text === null ? {} : { 'comment.md': text })
  const env = plainEnvironment({
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: 'shop/shop',
    GITHUB_TOKEN: 'token',
    BANYAN_PULL_REQUEST: '7',
    BANYAN_COMMENT: text === null ? '' : path.join(root, 'comment.md'),
  })
  const child = spawn(process.execPath, [path.join(product, '.github/action/comment.mjs')], { env })
  let stdout = ''
  child.stdout.on('data', chunk => (stdout += chunk))
  const code = await new Promise(resolve => child.on('close', resolve))
  return { stdout, code }
}

describe('the comment on a pull request', () => {
  const old = { id: 3, body: `${commentMarker}\nold` }
  const others = Array.from({ length: 120 }, (_, at) => ({ id: 100 + at, body: `about ${commentMarker}` }))
  const list = 'GET /repos/shop/shop/issues/7/comments?per_page=100&page='

  it('is written when there is something to tell', async () => {
    const { requests, url } = await serveComments([])
    expect(await comment(url, `${commentMarker}\nnew\n`)).toEqual({ stdout: '', code: 0 })
    expect(requests).toEqual([
      `${list}1`,
      `POST /repos/shop/shop/issues/7/comments ${JSON.stringify({ body: `${commentMarker}\nnew` })}`,
    ])
  })

  it('is changed in its place, found by its marker on any page', async () => {
    const { requests, url } = await serveComments([...others, old])
    await comment(url, `${commentMarker}\nnew\n`)
    expect(requests.map(request => request.split(' {')[0])).toEqual([
      `${list}1`,
      `${list}2`,
      'PATCH /repos/shop/shop/issues/comments/3',
    ])
  })

  it('stays untouched while it says the same', async () => {
    const { requests, url } = await serveComments([old])
    await comment(url, `${old.body}\n`)
    expect(requests).toEqual([`${list}1`])
  })

  it('goes when nothing is left to tell, and is not written for nothing', async () => {
    const some = await serveComments([old])
    await comment(some.url, '')
    expect(some.requests.at(-1)).toBe('DELETE /repos/shop/shop/issues/comments/3')
    const none = await serveComments([])
    await comment(none.url, null)
    expect(none.requests).toEqual([`${list}1`])
  })

  it('is a warning when it may not be written, never a failure', async () => {
    const { url } = await serveComments([], 403)
    const { stdout, code } = await comment(url, `${commentMarker}\nnew\n`)
    expect(stdout).toContain('::warning title=Banyan::The comment could not be written: GET')
    expect(code).toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')("the action's check", () => {
  function runAction(
    files: Readonly<Record<string, string | Buffer>>,
    more: Readonly<Record<string, string>> = {},
  ) {
    const root = temporaryProject({ ...files, output: '' })
    const output = path.join(root, 'output')
    chmodSync(output, 0o600)
    // The project's own installation is what the action prefers.
    const installed = path.join(root, 'node_modules')
    spawnSync('mkdir', ['-p', installed])
    spawnSync('ln', ['-s', product.replace(/\/$/, ''), path.join(installed, 'banyan')])
    const env = plainEnvironment({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: path.join(root, 'a temporary folder'),
      BANYAN_ACTION: product,
      BANYAN_ROOT: '.',
      ...more,
    })
    const { status, stdout, stderr } = spawnSync('bash', [path.join(product, '.github/action/check.sh')], {
      cwd: root,
      env,
      encoding: 'utf8',
    })
    const outputs = Object.fromEntries(
      readFileSync(output, 'utf8')
        .trim()
        .split('\n')
        .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    return { status, stdout, stderr, outputs }
  }

  it('ends well and hands on exit code, SARIF and comment', () => {
    const { status, stdout, outputs } = runAction(shopFiles)
    expect(status).toBe(0)
    expect(stdout).toContain('::error file=src/orders/index.ts')
    expect(outputs['exit-code']).toBe('1')
    expect(JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8')).runs).toHaveLength(1)
    expect(readFileSync(outputs['comment-file'] ?? '', 'utf8')).toMatch(new RegExp(`^${commentMarker}`))
  })

  it('has an empty comment when there is nothing to tell', () => {
    const { outputs } = runAction(cleanShop)
    expect(outputs['exit-code']).toBe('0')
    expect(readFileSync(outputs['comment-file'] ?? '', 'utf8')).toBe('')
  })

  it('tells a check that cannot be trusted by its exit code', () => {
    const { outputs, stderr } = runAction(cleanShop, { BANYAN_CONFIG: 'gone.json' })
    expect(outputs['exit-code']).toBe('2')
    expect(stderr).toContain('gone.json')
  })
})

describe('the files for CI', () => {
  const read = (file: string) => readFileSync(path.join(product, file), 'utf8')
  const action = read('action.yml')
  const inputs = [...(/^inputs:\n([\s\S]*?)^\w/m.exec(action)?.[1] ?? '').matchAll(/^ {2}(\w+):$/gm)].map(
    ([, name = '']) => name,
  )

  it('use only inputs that the action has, and document each', () => {
    const used = [...action.matchAll(/inputs\.(\w+)/g)].map(match => match[1])
    expect([...new Set(used)].sort()).toEqual([...inputs].sort())
    for (const name of inputs) expect(read('docs/ci.md')).toContain(`| \`${name}\` |`)
  })

  it('never put an input into a script, where it could be run', () => {
    const scripts = [...action.matchAll(/^ +run: (.*)$/gm)].map(([, script = '']) => script)
    expect(scripts).toHaveLength(3)
    for (const script of scripts) expect(script).not.toContain('${{')
  })

  it('name flags that the command has', () => {
    const { commands } = JSON.parse(read('oclif.manifest.json'))
    const flags = new Set(Object.keys(commands.check.flags))
    const text = ['.github/action/check.sh', 'templates/ci/gitlab.yml', 'docs/ci.md'].map(read).join('\n')
    const lines = text.split('\n').filter(line => /banyan check|arguments\+?=|--report/.test(line))
    const named = lines.flatMap(line => [...line.matchAll(/--([a-z-]+)/g)].map(([, flag = '']) => flag))
    expect(named.length).toBeGreaterThan(10)
    for (const flag of named) expect(flags).toContain(flag)
  })
})
