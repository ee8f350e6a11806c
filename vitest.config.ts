import { defineConfig } from 'vitest/config'

/** Read code and compute. What a worker has loaded serves all of their files: the compiler takes longer than most of them. */
const computing = ['adoption', 'boundaries', 'explanation', 'extract', 'facts', 'graph', 'kernel']

/** Of these, what runs other programs or looks at the clock. */
const running = [
  'test/boundaries/ratchet/match-baseline.test.ts',
  'test/extract/data/plan.test.ts',
  'test/extract/simulation/**/*.test.ts',
  'test/facts/bad-input.test.ts',
  'test/facts/git/**/*.test.ts',
  'test/kernel/config/light-load.test.ts',
]

const computed = computing.map(part => `test/${part}/**/*.test.ts`)
const outside = ['test/fixtures/**', 'test/corpus/**', 'test/bench/**']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'computing',
          include: computed,
          exclude: [...outside, ...running],
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'running',
          include: [
            `test/!(${computing.join('|')})/**/*.test.ts`,
            ...running,
            'templates/proxy/test/**/*.test.ts',
          ],
          exclude: outside,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
