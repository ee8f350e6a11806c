import { describe, expect, it } from 'vitest'
import type { Mode } from '../../src/config/model.js'
import { bucketOf } from '../../src/routing/bucket.js'
import { chooseSide, type Standing } from '../../src/routing/choose-side.js'
import { sampleHead, sampleRoute } from './sample-routes.js'

const standing: Standing = { mode: 'legacy', share: 0, killed: false, halted: null }
const toNew = ['X-Side', 'new']
const override = { header: 'x-side', cookie: 'side' }

describe('the mode', () => {
  it.each<[Mode, string]>([
    ['legacy', 'legacy'],
    ['shadow', 'legacy'],
    ['new', 'new'],
    ['retired', 'new'],
  ])('%s answers on the side %s', (mode, side) => {
    const route = sampleRoute()
    expect(chooseSide(route, { ...standing, mode }, sampleHead())).toEqual({
      route,
      side,
      upstream: side,
      reason: 'mode',
      bucket: null,
    })
  })

  it('is the one that the route has now, not the one in its config', () => {
    const route = sampleRoute({ mode: 'canary', share: 100 })
    expect(chooseSide(route, standing, sampleHead()).side).toBe('legacy')
  })

  it('new leaves a route without a new side where it is', () => {
    const decision = chooseSide(sampleRoute({ new: null }), { ...standing, mode: 'new' }, sampleHead())
    expect(decision).toMatchObject({ side: 'legacy', upstream: 'legacy' })
  })
})

describe('canary', () => {
  const route = sampleRoute({ sticky: 'cookie:sid', salt: 's' })
  const head = sampleHead({ rawHeaders: ['Cookie', 'sid=abc'] })
  const bucket = bucketOf('s', 'abc')

  it.each([
    [(bucket + 1) / 100, 'new'],
    [bucket / 100, 'legacy'],
  ])('compares the bucket of the key with a share of %d', (share, side) => {
    const decision = chooseSide(route, { ...standing, mode: 'canary', share }, head)
    expect(decision).toMatchObject({ side, upstream: side, reason: 'share', bucket })
  })

  it('goes to the old side once its ramp was stopped', () => {
    const halted = { ...standing, mode: 'canary', share: 100, halted: 'errors' } as const
    expect(chooseSide(route, halted, head)).toMatchObject({ side: 'legacy', reason: 'halted', bucket: null })
  })

  it('that was stopped does not hold back a route that was since moved over as a whole', () => {
    expect(chooseSide(route, { ...standing, mode: 'new', halted: 'errors' }, head).side).toBe('new')
  })
})

describe('a tester', () => {
  it.each<[string, readonly string[], string, string]>([
    ['chooses by header', toNew, 'new', 'override'],
    ['chooses by cookie', ['Cookie', 'side=new'], 'new', 'override'],
    ['is heard by header first', ['Cookie', 'side=new', 'x-side', 'legacy'], 'legacy', 'override'],
    ['who names no side chooses nothing', ['x-side', 'NEW'], 'legacy', 'mode'],
    [
      'who names no side by header may still do so by cookie',
      ['x-side', '', 'Cookie', 'side=new'],
      'new',
      'override',
    ],
  ])('%s', (_, rawHeaders, side, reason) => {
    expect(chooseSide(sampleRoute({ override }), standing, sampleHead({ rawHeaders }))).toMatchObject({
      side,
      reason,
    })
  })

  it('chooses nothing where the route does not allow it', () => {
    const head = sampleHead({ rawHeaders: [...toNew, 'Cookie', 'side=new'] })
    expect(chooseSide(sampleRoute(), standing, head).reason).toBe('mode')
    expect(chooseSide(sampleRoute({ override: { header: 'other' } }), standing, head).reason).toBe('mode')
  })

  it('cannot choose a new side that is not there', () => {
    const decision = chooseSide(
      sampleRoute({ override, new: null }),
      standing,
      sampleHead({ rawHeaders: toNew }),
    )
    expect(decision).toMatchObject({ side: 'legacy', reason: 'mode' })
  })

  it('can go back to the old side, and to the new one of a stopped canary', () => {
    const route = sampleRoute({ override })
    const back = sampleHead({ rawHeaders: ['x-side', 'legacy'] })
    expect(chooseSide(route, { ...standing, mode: 'retired' }, back).side).toBe('legacy')
    const halted = { ...standing, mode: 'canary', halted: 'errors' } as const
    expect(chooseSide(route, halted, sampleHead({ rawHeaders: toNew })).side).toBe('new')
  })
})

describe('the kill switch', () => {
  it.each<Mode>(['legacy', 'shadow', 'canary', 'new', 'retired'])('overrides mode %s and testers', mode => {
    const route = sampleRoute({ override })
    const decision = chooseSide(
      route,
      { ...standing, mode, share: 100, killed: true },
      sampleHead({ rawHeaders: toNew }),
    )
    expect(decision).toMatchObject({ side: 'legacy', upstream: 'legacy', reason: 'killed', bucket: null })
  })
})
