import { expect, test } from 'vitest'
import { createComparer } from '../../src/shadow/comparer.js'
import { noNoise } from '../../src/shadow/noise/learn-noise.js'
import type { LearnedNoise } from '../../src/state/state.js'
import { json, settingsWith } from './support/answers.js'
import { copyAll, startShadow, startSystem, until } from './support/systems.js'

test('from requests to a report: noise is learned, the real difference found and its sample kept without secrets', async () => {
  let served = 0
  const answerOf = (extra: object) => JSON.stringify({ at: `t${++served}`, token: `s${served}`, ...extra })
  const type = { 'content-type': 'application/json' }
  const old = await startSystem(response => response.writeHead(200, type).end(answerOf({ price: 5 })))
  const fresh = await startSystem((response, { url }) =>
    response.writeHead(200, type).end(answerOf({ price: url?.startsWith('/7') ? 6 : 5 })),
  )
  const learned = new Map<string, LearnedNoise>()
  const comparer = createComparer({
    settings: route => (route === 'r' ? settingsWith({ samples: 4 }) : null),
    learned: route => learned.get(route) ?? noNoise,
    onLearned: (route, noise) => learned.set(route, noise),
    now: () => 1000,
  })
  const { shadow, errors } = startShadow({ onPair: comparer.take })
  for (let at = 0; at < 60; at += 1) {
    const tap = shadow.open({
      route: 'r',
      method: 'GET',
      url: `/${at % 10}?token=abc`,
      rawHeaders: [],
      settings: copyAll,
      noise: 100,
      system: () => null,
      target: side => ({
        origin: side === 'new' ? fresh.origin : old.origin,
        path: `/${at % 10}`,
        rawHeaders: [],
      }),
    })
    tap?.onEnd()
    tap?.onAnswer(json(JSON.parse(answerOf({ price: 5 }))))
    await until(() => shadow.active() === 0)
  }
  expect(errors).toEqual([])
  expect(learned.get('r')).toEqual({ comparisons: 60, paths: { '/at': 60, '/token': 60 } })
  const report = comparer.stats.read('r', learned.get('r') ?? noNoise)
  expect(report).toMatchObject({ compared: 60, equal: 54, different: 6, differenceRate: 0.1 })
  expect(report.paths.find(({ pattern }) => pattern === '/price')).toMatchObject({ count: 6, noiseRate: 0 })
  const samples = comparer.samples.list('r')
  expect(samples).toHaveLength(4)
  expect(samples.at(-1)?.differences).toMatchObject([{ path: '/price', primary: '5', candidate: '6' }])
  expect(JSON.stringify(samples)).not.toMatch(/abc|"s\d/)
})
