import { expect, it } from 'vitest'
import { foldObservations } from '../../../src/extract/simulation/outcome/fold-observations.js'
import type { Observation } from '../../../src/extract/simulation/simulation.js'

const seenAt = (path: string, detail: string, test = 'nest'): Observation => ({
  kind: 'result',
  path,
  detail,
  tests: [test],
})

it('leaves what can be read as it is, however deep', () => {
  const few = [seenAt('/nest/twigs/*/length/unit/name', 'function'), seenAt('', 'class-instance Nest')]
  expect(foldObservations(few)).toEqual(few)
})

it('tells the inside of an answer that is alive as one', () => {
  const twigs = Array.from({ length: 40 }, (_, index) =>
    seenAt(
      `/nest/twigs/a/b/c/${String.fromCharCode(97 + (index % 26))}${index}`,
      `function bend${index}`,
      `nest ${index % 2}`,
    ),
  )
  const shallow = seenAt('/nest/twigs', 'shared-reference')
  expect(foldObservations([shallow, ...twigs])).toEqual([
    shallow,
    { kind: 'result', path: '/nest/twigs/a/b/…', detail: 'function', tests: ['nest 0', 'nest 1'] },
  ])
})

it('goes up as far as it takes', () => {
  const wide = Array.from({ length: 40 }, (_, index) => seenAt(`/nest/twig${index}/tip`, 'function bend'))
  expect(foldObservations(wide)).toEqual([
    { kind: 'result', path: '/nest/…', detail: 'function', tests: ['nest'] },
  ])
})
