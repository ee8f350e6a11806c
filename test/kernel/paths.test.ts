import { describe, expect, it } from 'vitest'
import { describeReach, tidyPath } from '../../src/kernel/paths.js'

describe('describeReach', () => {
  it.each([
    '../shop',
    'src/../../shop',
    'src/..',
    '..',
    '!../x',
    '{..,src}/x',
    'src/{a,..}/x',
    '(..|src)/x',
    '/etc/passwd',
    'C:/shop',
    'c:shop',
    'src\\shop',
    '..\\shop',
    '\\\\server\\share',
  ])('refuses %s', path => {
    expect(describeReach(path)).not.toBeNull()
  })

  it.each(['src', './src', '.', '..a/b', 'a../b', 'app/[...slug]/x', 'v{1..3}/x', '.github/x', 'src/a:b'])(
    'lets %s pass',
    path => {
      expect(describeReach(path)).toBeNull()
    },
  )
})

describe('tidyPath', () => {
  it.each([
    ['./src/', 'src'],
    ['././src//a', 'src/a'],
    ['./', '.'],
    ['.', '.'],
    ['src', 'src'],
    ['.github', '.github'],
  ])('makes %s to %s', (path, tidy) => {
    expect(tidyPath(path)).toBe(tidy)
  })
})
