import { describe, expect, it } from 'vitest'
import { matchColor } from '../../src/cli/color.js'

const terminal = true

describe('colours', () => {
  it.each([
    { name: 'are on at a terminal', flag: undefined, env: {}, terminal, on: true },
    { name: 'are off in a pipe', flag: undefined, env: {}, terminal: false, on: false },
    { name: 'are off at a dumb terminal', flag: undefined, env: { TERM: 'dumb' }, terminal, on: false },
    { name: 'are off with NO_COLOR', flag: undefined, env: { NO_COLOR: '1' }, terminal, on: false },
    { name: 'are on with an empty NO_COLOR', flag: undefined, env: { NO_COLOR: '' }, terminal, on: true },
    {
      name: 'are on in a pipe with FORCE_COLOR',
      flag: undefined,
      env: { FORCE_COLOR: '1' },
      terminal: false,
      on: true,
    },
    { name: 'are off with FORCE_COLOR=0', flag: undefined, env: { FORCE_COLOR: '0' }, terminal, on: false },
    {
      name: 'are off with both variables',
      flag: undefined,
      env: { NO_COLOR: '1', FORCE_COLOR: '1' },
      terminal,
      on: false,
    },
    {
      name: 'are on with --color in any case',
      flag: true,
      env: { NO_COLOR: '1' },
      terminal: false,
      on: true,
    },
    {
      name: 'are off with --no-color in any case',
      flag: false,
      env: { FORCE_COLOR: '1' },
      terminal,
      on: false,
    },
  ])('$name', ({ flag, env, terminal, on }) => {
    expect(matchColor({ flag, env, terminal })).toBe(on)
  })
})
