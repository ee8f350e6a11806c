import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import { broken, kindsSeen, removeProjects, seen } from '../simulation/simulated-shop.js'
import { traps } from './all-traps.js'
import { gaps, simulatedGaps } from './gaps.js'
import { lookAlikes } from './look-alikes.js'
import { type ReadCase, readCases } from './read-traps.js'
import { renderTrapsPage, trapsPage } from './render-page.js'
import { operationOf, simulateTraps } from './simulate-traps.js'
import { simulatedLookAlikes, simulatedTraps } from './simulated.js'
import type { Trap } from './trap.js'

const seeded = Object.values(traps).flat()

function isTold({ told: { told }, statements, marked }: ReadCase<Trap>): boolean {
  return statements.some(
    ({ section, at, text }) =>
      told.in.includes(section) && at !== null && marked.includes(at) && told.says.test(text),
  )
}

describe('traps that the analysis is asked about', () => {
  let read: readonly ReadCase<Trap>[]
  beforeAll(async () => {
    read = await readCases(seeded)
  }, 240_000)

  it('are each told at their place, but for those that are listed', () => {
    const missed = read.filter(each => !isTold(each)).map(({ told }) => told.name)
    expect(missed.toSorted()).toEqual(Object.keys(gaps).toSorted())
  })

  it('have names of their own', () => {
    expect(new Set(seeded.map(({ name }) => name)).size).toBe(seeded.length)
  })
})

describe('code that only looks like a trap', () => {
  it('is told of by nobody', async () => {
    const alarms = (await readCases(lookAlikes)).flatMap(({ told, statements }) =>
      statements.filter(({ alarm }) => alarm).map(({ section, at, text }) => [told.name, section, at, text]),
    )
    expect(alarms).toEqual([])
  }, 240_000)
})

describe('traps that a simulation meets', () => {
  let simulation: Simulation
  beforeAll(async () => {
    simulation = await simulateTraps()
  }, 240_000)
  afterAll(removeProjects)

  it('begins with tests that pass, with us at the border as well', () => {
    const all = simulatedTraps.length + simulatedLookAlikes.length
    expect(simulation.runs.slice(0, 3).map(({ passed, failed }) => [passed, failed])).toEqual(
      Array.from({ length: 3 }, () => [all, 0]),
    )
  })

  it('are each told, but for those that are listed', () => {
    const breaks = new Set(broken(simulation))
    const missed = simulatedTraps.filter(trap => {
      const { told } = trap
      if (told === 'breaks') return !breaks.has(trap.name)
      return !seen(simulation, operationOf(trap)).some(each => told.test(each))
    })
    expect(missed.map(({ name }) => name).toSorted()).toEqual(Object.keys(simulatedGaps).toSorted())
  })

  it.each(simulatedLookAlikes)('of $name nothing is said', trap => {
    expect(kindsSeen(simulation, operationOf(trap))).toEqual([])
    expect(broken(simulation)).not.toContain(trap.name)
  })
})

describe('of all traps', () => {
  it('19 of 20 are told', () => {
    const all = seeded.length + simulatedTraps.length
    const missed = Object.keys(gaps).length + Object.keys(simulatedGaps).length
    expect(all).toBeGreaterThanOrEqual(100)
    expect((all - missed) / all).toBeGreaterThanOrEqual(0.95)
  })

  it('the page says what is told: npx tsx test/extract/traps/write-page.ts writes it', () => {
    expect(readFileSync(trapsPage, 'utf8')).toBe(renderTrapsPage())
  })
})
