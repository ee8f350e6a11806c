import { describe, expect, it } from 'vitest'
import { defaultTests } from '../../../src/extract/simulation/request.js'
import { findTestCommand } from '../../../src/extract/simulation/runner/find-test-command.js'
import { addFlags } from '../../../src/extract/simulation/runner/recognise-runner.js'
import { temporaryProject } from '../../support/temporary-project.js'

describe('the test command of a repository', () => {
  it.each([
    [{ test: 'jest' }, 'jest', 'jest --x'],
    [{ test: 'eslint . && jest --watch --coverage' }, 'jest', 'jest --x'],
    [{ test: 'vitest --config a.mts --run' }, 'vitest', 'vitest --x --config a.mts'],
    [
      { test: 'npm run lint && npm run unit', lint: 'eslint .', unit: 'cross-env A=1 vitest run' },
      'vitest',
      'cross-env A=1 vitest --x run',
    ],
    [{ test: 'nyc mocha --reporter spec "test/**/*.js"' }, 'mocha', 'nyc mocha --x "test/**/*.js"'],
    [{ test: 'node --import tsx --test test/*.ts' }, 'node', 'node --import tsx --x --test test/*.ts'],
    [
      { test: 'NODE_ENV=test tsx --tsconfig tsconfig.test.json --test --watch' },
      'node',
      'NODE_ENV=test tsx --tsconfig tsconfig.test.json --x --test',
    ],
    [
      { pretest: 'npm run build', build: 'tsc', test: 'node node_modules/.bin/jest -i' },
      'jest',
      'tsc && node node_modules/.bin/jest --x -i',
    ],
    [{ test: 'ava' }, 'other', 'ava'],
  ])('is read from %j', (scripts, runner, flagged) => {
    const root = temporaryProject({ 'package.json': JSON.stringify({ scripts }), 'src/users/users.ts': '' })
    const found = findTestCommand(root, 'src/users', defaultTests)
    expect(found).toMatchObject({ runner, folder: '' })
    expect(addFlags(found?.text ?? '', found?.runner ?? 'other', '--x')).toBe(flagged)
  })

  it('is the configured runner where a script starts something that starts the tests', () => {
    const manifest = { scripts: { test: 'turbo run test' }, devDependencies: { jest: '29' } }
    const root = temporaryProject({ 'package.json': JSON.stringify(manifest) })
    expect(findTestCommand(root, '.', defaultTests)).toEqual({ runner: 'jest', text: 'jest', folder: '' })
  })

  it.each([[{}], [{ scripts: { test: 'echo "Error: no test specified" && exit 1' } }]])(
    'is none in %j',
    manifest => {
      const root = temporaryProject({ 'package.json': JSON.stringify(manifest) })
      expect(findTestCommand(root, '.', defaultTests)).toBeNull()
    },
  )
})
