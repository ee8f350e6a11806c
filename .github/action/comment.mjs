// Keeps one comment on the pull request up to date: written when there is something to tell, changed when that
// changes, removed when nothing is left. Our comment is known by its invisible first line.
import { readFileSync } from 'node:fs'

const marker = '<!-- banyan:check -->'
const {
  GITHUB_API_URL: api = 'https://api.github.com',
  GITHUB_REPOSITORY: repository,
  GITHUB_TOKEN: token,
  BANYAN_PULL_REQUEST: number,
  BANYAN_COMMENT: file,
} = process.env

async function request(method, path, body) {
  const response = await fetch(`${api}/repos/${repository}/issues/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.status === 204 ? null : response.json()
}

async function findComment() {
  for (let page = 1; ; page++) {
    const comments = await request('GET', `${number}/comments?per_page=100&page=${page}`)
    const own = comments.find(comment => comment.body?.startsWith(marker))
    if (own || comments.length < 100) return own
  }
}

async function updateComment() {
  const body = file ? readFileSync(file, 'utf8').trim() : ''
  const own = await findComment()
  if (body === '') return own && request('DELETE', `comments/${own.id}`)
  if (!own) return request('POST', `${number}/comments`, { body })
  if (own.body.trim() !== body) return request('PATCH', `comments/${own.id}`, { body })
}

// A comment is a courtesy: without the permission the check still says what it found.
await updateComment().catch(error => {
  console.log(
    `::warning title=Banyan::The comment could not be written: ${String(error.message).split('\n')[0]}`,
  )
})
